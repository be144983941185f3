/** What every way in has in common: compare with what was announced, store, count, leave a trace in the audit trail. */
package org.cloudfilm.gateway.intake;
