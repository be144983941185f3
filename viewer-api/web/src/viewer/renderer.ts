import type { Image, PixelFormat, Window } from '../dicom/image'
import type { Frame } from './frames'
import { fitted, type View } from './view'

const VERTEX = `#version 300 es
uniform vec2 size;   // of the picture, in clip space
uniform vec2 shift;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = corner;
  gl_Position = vec4((corner * 2.0 - 1.0) * size * vec2(1, -1) + shift, 0, 1);
}`

/** Integer textures have no filtering: the four neighbours are mixed here, after rescaling. */
const PIXELS = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D pixels;
uniform int lowBits;
uniform int storedBits;
uniform bool isSigned;
uniform vec2 rescale;   // slope, intercept
uniform vec2 window;    // centre, width
uniform int voi;        // 0 linear, 1 linear exact, 2 sigmoid
uniform bool inverted;
uniform bool smooth_;
in vec2 at;
out vec4 colour;

float value(ivec2 place) {
  ivec2 last = textureSize(pixels, 0) - 1;
  uint raw = texelFetch(pixels, clamp(place, ivec2(0), last), 0).r >> uint(lowBits);
  int number = int(raw & ((1u << uint(storedBits)) - 1u));
  if (isSigned && number >= (1 << (storedBits - 1))) number -= 1 << storedBits;
  return float(number) * rescale.x + rescale.y;
}

void main() {
  vec2 place = at * vec2(textureSize(pixels, 0)) - 0.5;
  float v;
  if (smooth_) {
    ivec2 corner = ivec2(floor(place));
    vec2 part = fract(place);
    v = mix(
      mix(value(corner), value(corner + ivec2(1, 0)), part.x),
      mix(value(corner + ivec2(0, 1)), value(corner + ivec2(1, 1)), part.x), part.y);
  } else {
    v = value(ivec2(floor(place + 0.5)));
  }
  float grey;
  if (voi == 2) grey = 1.0 / (1.0 + exp(-4.0 * (v - window.x) / window.y));
  else if (voi == 1) grey = (v - window.x) / max(window.y, 1e-6) + 0.5;
  else grey = (v - window.x + 0.5) / max(window.y - 1.0, 1e-6) + 0.5;
  grey = clamp(grey, 0.0, 1.0);
  colour = vec4(vec3(inverted ? 1.0 - grey : grey), 1.0);
}`

const PICTURE = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform bool inverted;
in vec2 at;
out vec4 colour;
void main() {
  vec3 c = texture(picture, at).rgb;
  colour = vec4(inverted ? 1.0 - c : c, 1.0);
}`

/** Everything one drawing depends on. */
export interface Scene {
  image: Image
  frame: Frame
  window: Window
  inverted: boolean
  view: View
}

interface Program {
  program: WebGLProgram
  place(name: string): WebGLUniformLocation | null
}

/** Draws frames on a canvas with WebGL2: stored pixels windowed on the graphics card, rendered pictures as they are. */
export class Renderer {
  readonly #canvas: HTMLCanvasElement
  readonly #gl: WebGL2RenderingContext
  readonly #pixels: Program
  readonly #picture: Program
  readonly #texture: WebGLTexture
  #uploaded: Frame | undefined

  /** Undefined where there is no WebGL2. */
  static on(canvas: HTMLCanvasElement): Renderer | undefined {
    const gl = canvas.getContext('webgl2', { antialias: false, depth: false, alpha: false, powerPreference: 'low-power' })
    return gl && !gl.isContextLost() ? new Renderer(canvas, gl) : undefined
  }

  private constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.#canvas = canvas
    this.#gl = gl
    this.#pixels = compile(gl, PIXELS)
    this.#picture = compile(gl, PICTURE)
    this.#texture = gl.createTexture()
    gl.bindVertexArray(gl.createVertexArray())
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
  }

  draw(scene: Scene | undefined) {
    const gl = this.#gl, canvas = this.#canvas
    const ratio = Math.min(window.devicePixelRatio || 1, 3)
    const width = Math.max(1, Math.round(canvas.clientWidth * ratio)), height = Math.max(1, Math.round(canvas.clientHeight * ratio))
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    gl.viewport(0, 0, width, height)
    gl.clearColor(0, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    if (!scene) return
    this.#upload(scene.frame, scene.image)
    const { program, place } = scene.frame.kind === 'pixels' ? this.#pixels : this.#picture
    gl.useProgram(program)
    const { image, view } = scene
    const [w, h] = fitted(image.columns, image.rows, image.aspect, canvas.clientWidth, canvas.clientHeight)
    gl.uniform2f(place('size'), w * view.scale / canvas.clientWidth, h * view.scale / canvas.clientHeight)
    gl.uniform2f(place('shift'), 2 * view.x / canvas.clientWidth, -2 * view.y / canvas.clientHeight)
    if (scene.frame.kind === 'pixels' && image.format) {
      this.#uniforms(image.format, scene, w * view.scale * ratio / image.columns)
    } else {
      gl.uniform1i(place('inverted'), scene.inverted ? 1 : 0)
    }
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)
  }

  dispose() {
    this.#gl.deleteTexture(this.#texture)
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext()
  }

  #uniforms(format: PixelFormat, { window, inverted }: Scene, magnification: number) {
    const gl = this.#gl, place = this.#pixels.place
    gl.uniform1i(place('lowBits'), Math.max(0, format.high + 1 - format.stored))
    gl.uniform1i(place('storedBits'), format.stored)
    gl.uniform1i(place('isSigned'), format.signed ? 1 : 0)
    gl.uniform2f(place('rescale'), format.slope, format.intercept)
    gl.uniform2f(place('window'), window.centre, window.width)
    gl.uniform1i(place('voi'), format.voi === 'SIGMOID' ? 2 : format.voi === 'LINEAR_EXACT' ? 1 : 0)
    gl.uniform1i(place('inverted'), inverted !== format.inverted ? 1 : 0)
    // At one to one, mixing neighbours would only blur.
    gl.uniform1i(place('smooth_'), Math.abs(magnification - 1) > 0.01 ? 1 : 0)
  }

  #upload(frame: Frame, image: Image) {
    if (this.#uploaded === frame) return
    const gl = this.#gl
    gl.bindTexture(gl.TEXTURE_2D, this.#texture)
    const filter = frame.kind === 'pixels' ? gl.NEAREST : gl.LINEAR
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
    if (frame.kind === 'picture') {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame.bitmap)
    } else if (frame.pixels instanceof Uint8Array) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, image.columns, image.rows, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, frame.pixels)
    } else {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16UI, image.columns, image.rows, 0, gl.RED_INTEGER, gl.UNSIGNED_SHORT, frame.pixels)
    }
    this.#uploaded = frame
  }
}

function compile(gl: WebGL2RenderingContext, fragment: string): Program {
  const program = gl.createProgram()
  for (const [type, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(type)!
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? 'shader')
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  const places = new Map<string, WebGLUniformLocation | null>()
  return {
    program,
    place(name) {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name))
      return places.get(name)!
    },
  }
}
