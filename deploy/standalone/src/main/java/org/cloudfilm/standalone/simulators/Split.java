package org.cloudfilm.standalone.simulators;

/**
 * Who bears the cost of a visit, in fen. Of every line a tenth is the patient's own share in cash (an item of class B);
 * of the rest the fund bears a part, and what then remains comes from the personal account, the family's, and cash.
 *
 * @param ownShare of the total, outside what the insurance covers
 * @param inScope  of the total, what it covers
 */
record Split(long total, long ownShare, long inScope, long fund, long account, long family, long cash) {

    Split {
        if (total < 0 || ownShare < 0 || fund < 0 || account < 0 || family < 0 || cash < 0
                || ownShare + inScope != total || fund + account + family + cash != total) {
            throw new IllegalArgumentException("parts that are not the whole");
        }
    }

    /**
     * @param percent the fund bears of what is covered
     * @param account what there is in the personal account, 0 when it may not be used
     * @param family  what there is in the family's
     */
    static Split of(long total, int percent, long account, long family) {
        long ownShare = (total * 10 + 50) / 100;
        long inScope = total - ownShare;
        long fund = (inScope * percent + 50) / 100;
        long rest = inScope - fund;
        long fromAccount = Math.min(rest, account);
        long fromFamily = Math.min(rest - fromAccount, family);
        return new Split(
                total, ownShare, inScope, fund, fromAccount, fromFamily, total - fund - fromAccount - fromFamily);
    }
}
