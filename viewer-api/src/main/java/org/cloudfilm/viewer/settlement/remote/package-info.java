/** How counterparts that handle money are called: once, with a time limit, and a lost answer is no failure but unknown. */
package org.cloudfilm.viewer.settlement.remote;
