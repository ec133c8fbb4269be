namespace Pulumi.Serialization;

/// <summary>Signatures by which the engine's protocol tells special values from plain objects.</summary>
/// <remarks>Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go</remarks>
internal static class Signatures
{
    /// <summary>The property of an object that holds its signature.</summary>
    public const string Key = "4dabf18193072939515e22adb298388d";

    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Resource = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /// <summary>The text that stands for a value which is not known.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
}

/// <summary>The properties of special values.</summary>
internal static class PropertyNames
{
    public const string Value = "value";
    public const string Secret = "secret";
    public const string Dependencies = "dependencies";
    public const string Urn = "urn";
    public const string Id = "id";
    public const string PackageVersion = "packageVersion";
    public const string Path = "path";
    public const string Text = "text";
    public const string Uri = "uri";
    public const string Assets = "assets";
}
