using System.Text.Json;

namespace K8tre.Components.Network;

/// <summary>Images of Cilium's chart at mirrors.</summary>
/// <remarks>Defaults: https://github.com/cilium/cilium/blob/v1.19.7/install/kubernetes/cilium/values.yaml</remarks>
internal static class CiliumImages
{
    // Values of the images that our values of the chart use, and their repositories. The operator's gets a suffix from the chart.
    private static readonly (string Path, string Repository)[] Defaults =
    [
        ("", "quay.io/cilium/cilium"),
        ("operator", "quay.io/cilium/operator"),
        ("envoy", "quay.io/cilium/cilium-envoy"),
        ("hubble.relay", "quay.io/cilium/hubble-relay"),
        ("certgen", "quay.io/cilium/certgen"),
    ];

    /// <summary>Returns the chart's values as a file of values, which Helm merges with the others.</summary>
    /// <returns>JSON, which is valid YAML. Null: the images have no mirror.</returns>
    public static string? Values(ImageMirrors mirrors)
    {
        if (!mirrors.Covers("quay.io"))
            return null;
        var values = new Dictionary<string, object>();
        foreach (var (path, repository) in Defaults)
        {
            var part = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(values, Inside);
            var image = Inside(part, "image");
            image["repository"] = mirrors.Mirrored(repository);
            if (ImageMirrors.NeedsTag(mirrors.Mirrored(repository)))
                image["useDigest"] = false;
        }
        return JsonSerializer.Serialize(values) + "\n";
    }

    private static Dictionary<string, object> Inside(Dictionary<string, object> values, string key)
    {
        if (!values.TryGetValue(key, out var inner))
            values[key] = inner = new Dictionary<string, object>();
        return (Dictionary<string, object>)inner;
    }
}
