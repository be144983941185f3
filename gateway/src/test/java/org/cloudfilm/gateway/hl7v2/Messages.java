package org.cloudfilm.gateway.hl7v2;

/** Messages as hospitals send them. */
final class Messages {

    private Messages() {}

    static String admission(String controlId, String name, String charset) {
        return msh("ADT^A01^ADT_A01", controlId, "||||||" + charset)
                + "EVN|A01|20260105093000\r"
                + "PID|1||4711^^^LISHUI^PI||" + name + "||19800101|M\r"
                + "PV1|1|I|W3^12^1||||1001^李^医生||||||||||||V4711\r";
    }

    static String admission(String controlId) {
        return admission(controlId, "张三", "UNICODE UTF-8");
    }

    /** @param after what follows MSH-12, from its field separator */
    static String msh(String type, String controlId, String after) {
        return "MSH|^~\\&|HIS|LISHUI|CLOUDFILM|CLOUDFILM|20260105093000||" + type + "|" + controlId + "|P|2.5" + after
                + "\r";
    }
}
