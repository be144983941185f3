/**
 * What a person is told of what others did with their films and records: {@link org.cloudfilm.storage.notice.Notices}.
 * A notice is written in the transaction of what it tells of; it holds a kind and parameters, the words are the pages'.
 */
package org.cloudfilm.storage.notice;
