using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>Selects the provider of a resource and reads provider references, which have the form <c>urn::id</c>.</summary>
internal static class ProviderReference
{
    /// <summary>Returns the provider reference of a request.</summary>
    /// <remarks>
    /// The order is: the provider of the request, the provider that the component passes on for the package, the provider of the parent.
    /// </remarks>
    /// <returns>An empty text for the default provider of the package.</returns>
    public static string Select(RegisterResourceRequest request, RecordedResource? parent)
    {
        if (request.Provider.Length > 0)
            return request.Provider;

        var package = request.Type.Split(':', 2)[0];
        var isLocalComponent = request is { Custom: false, Remote: false };
        if (!isLocalComponent
            && (request.Providers.TryGetValue(package, out var provider) || parent?.Providers.TryGetValue(package, out provider) is true))
        {
            return provider;
        }

        var inherited = parent?.Provider ?? "";
        return isLocalComponent || PackageOf(inherited) == package ? inherited : "";
    }

    /// <summary>Returns the URN of a reference. Null for an empty reference.</summary>
    public static string? ToUrn(string reference)
        => reference.Length == 0 ? null : reference[..Math.Max(reference.LastIndexOf("::", StringComparison.Ordinal), 0)];

    // The type of a provider is `pulumi:providers:<package>`.
    private static string? PackageOf(string reference)
        => ToUrn(reference)?.Split("::", 4) is [_, _, var type, _] ? type[(type.LastIndexOf(':') + 1)..] : null;
}
