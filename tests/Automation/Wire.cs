namespace K8tre.Tests.Automation;

/// <summary>Special values as they stand in the JSON form of the wire format; written out here, apart from the code under test.</summary>
internal static class Wire
{
    public const string Unknown = "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"";

    public static string Secret(string json)
        => $$"""{"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": {{json}}}""";

    public static string Output(string fields)
        => $$"""{"4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", {{fields}}}""";

    public static string Reference(string fields)
        => $$"""{"4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", {{fields}}}""";

    public static string Asset(string fields)
        => $$"""{"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", {{fields}}}""";
}
