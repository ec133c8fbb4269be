namespace K8tre.Tests.Offline.Packages;

/// <summary>The Pulumi SDK that the tests were built with.</summary>
internal static class SdkInUse
{
    /// <summary>True if it is built from source. It then has the version of the product, and words its errors in its own way.</summary>
    public static bool IsOffline { get; } =
        typeof(Deployment).Assembly.GetName().Version == typeof(SdkInUse).Assembly.GetName().Version;
}
