/** How the people's door refuses: problem details (RFC 9457). */
package org.cloudfilm.viewer.problem;
