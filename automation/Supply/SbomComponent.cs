using System.Globalization;
using System.Text.Json.Nodes;

namespace K8tre.Automation.Supply;

/// <summary>Components of an SBOM in the form of CycloneDX 1.6.</summary>
/// <remarks>https://cyclonedx.org/docs/1.6/json/#components</remarks>
internal static class SbomComponent
{
    /// <summary>Returns the component of a NuGet package.</summary>
    public static JsonObject From(SbomPackage package)
    {
        var component = Of("library", package.Name, package.Version, $"pkg:nuget/{package.Name}@{package.Version}");
        component["hashes"] = Hashes(("SHA-512", package.Sha512));
        component["properties"] = Properties(("k8tre:noHash", package.Sha512 is null ? "This build does not use the package." : null));
        return Complete(component);
    }

    /// <summary>Returns the component of a pinned version.</summary>
    public static JsonObject From(VersionRow row)
    {
        var name = row.Component ?? row.Location?.Split('/')[^1] switch { null or "" => row.Name, var last => last };
        var component = Of(TypeOf(row.Kind), name, row.Version, UrlOf(row));
        component["hashes"] = Hashes([.. row.Digests.Take(1).Select(digest => ("SHA-256", (string?)digest.Sha256))]);
        component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = row.Releases });
        component["properties"] = Properties(
            ("k8tre:row", row.Name),
            ("k8tre:hashOf", row.Digests.Count > 0 ? row.Digests[0].Of : null),
            ("k8tre:noHash", row.NoDigest),
            ("k8tre:endOfSupport", row.End.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return Complete(component);
    }

    private static JsonObject Of(string type, string name, string version, string? url) => new()
    {
        ["type"] = type,
        ["bom-ref"] = url ?? $"{name}@{version}",
        ["name"] = name,
        ["version"] = version,
        ["purl"] = url,
    };

    private static string TypeOf(string kind) => kind switch
    {
        "image" => "container",
        "release" or "chart" or "action" => "application",
        "npm" => "library",
        _ => "platform",
    };

    // https://github.com/package-url/purl-spec. Null: the vendor's service has no package.
    private static string? UrlOf(VersionRow row)
    {
        var version = Uri.EscapeDataString(row.Version);
        return row.Kind switch
        {
            "npm" => $"pkg:npm/{row.Component!.Replace("@", "%40", StringComparison.Ordinal)}@{version}",
            "action" => $"pkg:github/{row.Component}@{version}",
            "release" => $"pkg:github/{string.Join('/', new Uri(row.Releases).AbsolutePath.Split('/')[1..3])}@{version}",
            "chart" => $"pkg:helm/{row.Component}@{version}?repository_url={Uri.EscapeDataString(row.Location!)}",
            "image" => $"pkg:oci/{row.Location!.Split('/')[^1]}{(row.Digests.Count > 0 ? $"@sha256%3A{row.Digests[0].Sha256}" : "")}"
                + $"?repository_url={Uri.EscapeDataString(row.Location)}&tag={version}",
            _ => null,
        };
    }

    private static JsonArray Hashes(params (string Algorithm, string? Content)[] hashes) =>
    [
        .. hashes.Where(hash => hash.Content is not null)
            .Select(hash => (JsonNode)new JsonObject { ["alg"] = hash.Algorithm, ["content"] = hash.Content }),
    ];

    private static JsonArray Properties(params (string Name, string? Value)[] properties) =>
    [
        .. properties.Where(property => property.Value is not null)
            .Select(property => (JsonNode)new JsonObject { ["name"] = property.Name, ["value"] = property.Value }),
    ];

    // The schema has no nulls, and an empty list says nothing.
    private static JsonObject Complete(JsonObject component) =>
        new(component.Where(member => member.Value is not (null or JsonArray { Count: 0 }))
            .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)member.Value!.DeepClone())));
}
