package org.cloudfilm.benchmark.records;

import java.time.LocalDate;

/**
 * An invented person of Lishui, the same for the same number: name, birth date, a resident ID that passes GB 11643 and a
 * hospital's own number.
 */
record Resident(int number) {

    static final String LOCAL_SYSTEM = "http://lishui-central.example/patients";
    private static final String RESIDENT_ID_SYSTEM = "urn:oid:2.16.156.10011.1.3";
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
    private static final String GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力玲红建国华玉萍志军梅鑫波斌宇浩凯健俊帆雪梦佳欣怡晨曦子涵梓轩";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int DAYS = 25_000;
    /** Prime to the lengths of the lists, so that neighbours in number have little in common. */
    private static final int STRIDE = 7_919;

    LocalDate born() {
        return LocalDate.of(1950, 1, 1).plusDays(number % DAYS);
    }

    boolean male() {
        return number / 3 % 2 == 1;
    }

    String surname() {
        return letter(SURNAMES, number);
    }

    String given() {
        long mixed = (long) number * STRIDE;
        return letter(GIVEN, mixed / 31) + letter(GIVEN, mixed / 1_009);
    }

    /** GB 11643: place, birth date, order on that day with the sex in its last bit, check character. */
    String residentId() {
        int order = 2 * (number / DAYS) + (male() ? 1 : 0);
        String body = "331102%s%03d".formatted(born().toString().replace("-", ""), order);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    /** As the hospital knows it: {@code system|value}. */
    String localIdentifier() {
        return LOCAL_SYSTEM + "|P" + number;
    }

    String patient() {
        return """
                {"resourceType":"Patient","identifier":[{"use":"official","system":"%s","value":"%s"},\
                {"system":"%s","value":"P%d"}],"name":[{"text":"%s","family":"%s","given":["%s"]}],"gender":"%s",\
                "birthDate":"%s","telecom":[{"system":"phone","value":"%s"}],\
                "address":[{"text":"浙江省丽水市莲都区括苍路%d号","city":"丽水市","country":"CN"}]}"""
                .formatted(RESIDENT_ID_SYSTEM, residentId(), LOCAL_SYSTEM, number, surname() + given(), surname(), given(),
                        male() ? "male" : "female", born(), phone(), number % 900 + 1);
    }

    /** What somebody asks who knows no identifier: name, sex, birth date and, of every other person, the telephone. */
    String match() {
        String phone = number % 2 == 0 ? "" : "\"telecom\":[{\"system\":\"phone\",\"value\":\"" + phone() + "\"}],";
        return """
                {"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient",\
                "name":[{"text":"%s","family":"%s","given":["%s"]}],%s"gender":"%s","birthDate":"%s"}},\
                {"name":"onlyCertainMatches","valueBoolean":false},{"name":"count","valueInteger":10}]}"""
                .formatted(surname() + given(), surname(), given(), phone, male() ? "male" : "female", born());
    }

    private String phone() {
        return "139%08d".formatted((long) number * STRIDE % 100_000_000);
    }

    private static String letter(String letters, long at) {
        int index = (int) (at % letters.length());
        return letters.substring(index, index + 1);
    }
}
