#!/usr/bin/python3
"""Prints the golden table of decoded frames: what pydicom and GDCM make of pydicom's own test files.

Run: /usr/bin/python3 golden_frames.py > ../resources/org/cloudfilm/viewer/render/golden-frames.tsv
Needs Debian's python3-pydicom, python3-gdcm and python3-numpy.
"""
import glob, hashlib, os, struct, sys, warnings, zlib
import pydicom
from pydicom.data import get_testdata_file

warnings.simplefilter("ignore")
FOLDER = os.path.join(os.path.dirname(pydicom.__file__), "data", "test_files")
ENCAPSULATED_NOT = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99")


def value_position(name):
    """Where the value of the pixel data begins, in the file or, for deflated ones, in the inflated data set."""
    element = pydicom.dcmread(name, force=True)._dict[pydicom.tag.BaseTag(0x7FE00010)]
    return element.value_tell if hasattr(element, "value_tell") else element.file_tell


def fragments(data, at):
    found = []
    while True:
        group, element, length = struct.unpack_from("<HHI", data, at)
        if (group, element) != (0xFFFE, 0xE000):
            return found
        found.append((at + 8, at + 8 + length))
        at += 8 + length


def ranges(name, ds, syntax, frames):
    data = open(name, "rb").read()
    start = value_position(name)
    if syntax in ENCAPSULATED_NOT:
        bits = ds.Rows * ds.Columns * ds.SamplesPerPixel * ds.BitsAllocated
        if ds.PhotometricInterpretation == "YBR_FULL_422":
            bits = bits * 2 // 3
        size = (bits + 7) // 8
        end = start + len(ds.PixelData)
        return [[(start + i * size, min(end, start + (i + 1) * size))] for i in range(frames)]
    all_of_them = fragments(data, start)[1:]
    if frames == 1:
        return [all_of_them]
    assert len(all_of_them) == frames, name
    return [[one] for one in all_of_them]


def decoded(name, handler, frames):
    ds = pydicom.dcmread(name, force=True)
    if os.path.basename(name) == "badVR.dcm":
        ds.NumberOfFrames = 1
        ds.PixelData = ds.PixelData[: ds.Rows * ds.Columns * 4]
    ds.convert_pixel_data(handler)
    array = ds._pixel_array
    array = array.astype(array.dtype.newbyteorder("<"))
    return [(array if frames == 1 else array[i]).tobytes() for i in range(frames)]


def main():
    print("# " + __doc__.replace("\n", "\n# ").strip())
    print("# columns: file, frame, byte ranges of the frame in the file (in the inflated data set when deflated),")
    print("# transfer syntax, rows, columns, samples, bits allocated, bits stored, high bit, pixel representation,")
    print("# photometric interpretation, planar configuration, SHA-256 of the samples or the reason of refusal")
    for name in sorted(glob.glob(os.path.join(FOLDER, "*.dcm"))):
        try:
            ds = pydicom.dcmread(name, force=True)
            syntax = ds.file_meta.TransferSyntaxUID
        except Exception:
            continue
        if "PixelData" not in ds or "Rows" not in ds:
            continue
        base = os.path.basename(name)
        try:
            frames = int(ds.get("NumberOfFrames") or 1)
        except Exception:
            frames = 1
        if base == "MR_truncated.dcm" or base == "JPEG2000-embedded-sequence-delimiter.dcm":
            digests = ["MALFORMED" if base.startswith("MR") else "TOO_LARGE"]
        else:
            results = []
            for handler in ("numpy", "rle", "gdcm", "pillow"):
                try:
                    results.append(decoded(name, handler, frames))
                except Exception:
                    pass
            assert results and all(r == results[0] for r in results), base
            digests = [hashlib.sha256(r).hexdigest() for r in results[0]]
        for i, parts in enumerate(ranges(name, ds, str(syntax), frames)):
            print("\t".join(map(str, (
                base, i + 1, ",".join("%d-%d" % p for p in parts), syntax, ds.Rows, ds.Columns, ds.SamplesPerPixel,
                ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation, ds.PhotometricInterpretation,
                ds.get("PlanarConfiguration") or 0, digests[i]))))


main()
