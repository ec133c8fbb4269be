using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Projects;
using K8tre.Components.GitOps.Monitoring;
using K8tre.Components.Network;
using Pulumirpc;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Engine;

/// <summary>The children of remote components. A provider registers them, not the program.</summary>
/// <remarks>
/// A <c>ConfigFile</c> registers the objects of its file. The engine downloads nothing: it reads a local file, and knows the objects of
/// the bundles that the program downloads.
/// Source: https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/yaml/v2/yaml.go
/// </remarks>
internal static class RemoteComponents
{
    private const string ConfigFile = "kubernetes:yaml/v2:ConfigFile";

    /// <summary>Returns the registrations of the children. Null if the engine does not know them.</summary>
    /// <param name="component">Registration of the remote component.</param>
    /// <param name="urn">URN of the remote component.</param>
    public static IReadOnlyList<RegisterResourceRequest>? Children(RegisterResourceRequest component, string urn)
    {
        if (component.Type != ConfigFile
            || !component.Object.Fields.TryGetValue("file", out var file)
            || WireValue.Unwrap(file) is not { KindCase: Value.KindOneofCase.StringValue } path)
        {
            return null;
        }

        var objects = path.StringValue.EndsWith(GatewayApiDefinitions.Path, StringComparison.Ordinal) ? GatewayApi()
            : path.StringValue.EndsWith(MonitoringApiDefinitions.Path, StringComparison.Ordinal) ? MonitoringApi()
            : File.Exists(path.StringValue) ? ReadFile(path.StringValue)
            : null;
        return objects?.Select(manifest => Child(component, urn, manifest)).ToList();
    }

    // The order of the component itself is that of its children. The provider registers them after its dependencies.
    private static RegisterResourceRequest Child(RegisterResourceRequest component, string urn, Manifest manifest) => new()
    {
        Type = $"kubernetes:{(manifest.ApiVersion.Contains('/') ? "" : "core/")}{manifest.ApiVersion}:{manifest.Kind}",
        Name = $"{component.Name}:{(manifest.Namespace is null ? "" : $"{manifest.Namespace}/")}{manifest.Name}",
        Custom = true,
        Parent = urn,
        Version = component.Version,
        Dependencies = { component.Dependencies },
        Object = manifest.ToStruct(),
    };

    private static IEnumerable<Manifest> GatewayApi() => GatewayApiDefinitions.Plurals.Select(plural => Definition(
        $"{plural}.{GatewayApiDefinitions.Group}", new(Manifest.GatewayVersionKey, GatewayApiDefinitions.Version)));

    private static IEnumerable<Manifest> MonitoringApi() => MonitoringApiDefinitions.Plurals.Select(plural => Definition(
        $"{plural}.{MonitoringApiDefinitions.Group}", new(MonitoringApiDefinitions.VersionKey, MonitoringApiDefinitions.Version[1..])));

    private static Manifest Definition(string name, KeyValuePair<string, string> version) =>
        new("apiextensions.k8s.io/v1", "CustomResourceDefinition", name, null, version);

    private static IEnumerable<Manifest> ReadFile(string path) => YamlText.Documents(File.ReadAllText(path))
        .Select(document => document.RootNode).OfType<YamlMappingNode>()
        .Select(Read)
        .OfType<Manifest>();

    private static Manifest? Read(YamlMappingNode document)
    {
        var metadata = Map(document, "metadata");
        return Text(document, "apiVersion") is { } apiVersion && Text(document, "kind") is { } kind && Text(metadata, "name") is { } name
            ? new(apiVersion, kind, name, Text(metadata, "namespace"), Version(Map(metadata, "annotations")))
            : null;
    }

    private static KeyValuePair<string, string>? Version(YamlMappingNode? annotations)
    {
        foreach (var key in new[] { Manifest.GatewayVersionKey, MonitoringApiDefinitions.VersionKey })
        {
            if (Text(annotations, key) is { } version)
                return new(key, version);
        }
        return null;
    }

    private static YamlMappingNode? Map(YamlMappingNode? map, string key)
        => map is null ? null : YamlText.Entry(map, key) as YamlMappingNode;

    private static string? Text(YamlMappingNode? map, string key)
        => map is not null && YamlText.Entry(map, key) is YamlScalarNode scalar ? scalar.Value : null;

    // The identity of an object and the version of its bundle. Plans do not show the rest.
    private sealed record Manifest(string ApiVersion, string Kind, string Name, string? Namespace, KeyValuePair<string, string>? Version)
    {
        public const string GatewayVersionKey = $"{GatewayApiDefinitions.Group}/bundle-version";

        public Struct ToStruct()
        {
            var metadata = new Struct { Fields = { ["name"] = Value.ForString(Name) } };
            if (Namespace is not null)
                metadata.Fields["namespace"] = Value.ForString(Namespace);
            if (Version is { } version)
            {
                var annotations = new Struct { Fields = { [version.Key] = Value.ForString(version.Value) } };
                metadata.Fields["annotations"] = Value.ForStruct(annotations);
            }

            return new()
            {
                Fields =
                {
                    ["apiVersion"] = Value.ForString(ApiVersion),
                    ["kind"] = Value.ForString(Kind),
                    ["metadata"] = Value.ForStruct(metadata),
                },
            };
        }
    }
}
