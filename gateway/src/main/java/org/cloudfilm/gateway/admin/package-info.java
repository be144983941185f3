/** What the doors for administrators have in common: who may enter, how it is written down, how a refusal looks. */
package org.cloudfilm.gateway.admin;
