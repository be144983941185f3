/** How the controllers of the people's door refuse: problem details (RFC 9457). */
package org.cloudfilm.viewer.problem;
