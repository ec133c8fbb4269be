namespace K8tre.Tests.Offline.Packages;

/// <summary>The Pulumi SDK that the tests were built with.</summary>
internal static class SdkInUse
{
    /// <summary>True if it is built from source. Its version is then the product's, and the wording of its errors is this project's own.</summary>
    public static bool IsOffline { get; } =
        typeof(Deployment).Assembly.GetName().Version == typeof(SdkInUse).Assembly.GetName().Version;
}
