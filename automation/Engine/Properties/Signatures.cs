namespace K8tre.Automation.Engine.Properties;

/// <summary>Signatures that distinguish special values from plain objects in the wire format.</summary>
/// <remarks>Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go</remarks>
internal static class Signatures
{
    /// <summary>The key of the signature.</summary>
    public const string Key = "4dabf18193072939515e22adb298388d";

    /// <summary>A secret. <c>value</c> is its plain value.</summary>
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>An output: <c>value</c> (absent if unknown), <c>secret</c> and <c>dependencies</c>.</summary>
    public const string OutputValue = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /// <summary>A reference to a registered resource: <c>urn</c>, and <c>id</c> for a custom resource.</summary>
    public const string ResourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

    /// <summary>An asset: <c>path</c>, <c>text</c> or <c>uri</c>.</summary>
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";

    /// <summary>An archive: <c>path</c>, <c>assets</c> or <c>uri</c>.</summary>
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";

    /// <summary>A byte string that is not UTF-8. <c>value</c> is its base64 form.</summary>
    public const string ByteString = "803fd3297a5875dc03ca845dda5d2a98";
}
