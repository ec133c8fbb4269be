using System.Security.Cryptography;
using System.Text;
using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>Inputs of <see cref="ArgoCdPlugin"/>.</summary>
public sealed record ArgoCdPluginArgs
{
    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>Replacements in K8TRE's manifests. Default: none.</summary>
    public IReadOnlyCollection<OverlayReplacement> Replacements { get; init; } = [];

    /// <summary>Patches of K8TRE's manifests. Default: none.</summary>
    public IReadOnlyCollection<OverlayPatch> Patches { get; init; } = [];

    /// <summary>Mirrors of image registries, by the environment in whose manifests they apply. Default: none.</summary>
    public IReadOnlyDictionary<TreEnvironment, ImageMirrors> Mirrors { get; init; } = new Dictionary<TreEnvironment, ImageMirrors>();

    /// <summary>Archives of K8TRE's charts in base64, by their names <c>name-version.tgz</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Charts { get; init; } = new Dictionary<string, string>();

    /// <summary>Mirrors of image registries for the plugin's own image. Default: none.</summary>
    public ImageMirrors ImageMirrors { get; init; } = ImageMirrors.None;
}

/// <summary>
/// Config management plugin <c>kustomize-with-envsubst-v1.0</c> of 20 of K8TRE's 21 ApplicationSets. It runs kustomize, patches
/// the rendered manifests, and replaces five variables and the operator's replacements in them.
/// </summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/config-management-plugins/</remarks>
public sealed class ArgoCdPlugin : ComponentResource
{
    private const string File = "plugin.yaml";

    private static readonly string Definition = ReadDefinition();

    private readonly IReadOnlyList<ArgoCdPluginFiles> _files;

    private readonly IReadOnlyDictionary<TreEnvironment, ImageMirrors> _mirrors;

    private readonly Output<string>? _charts;

    private readonly string _image;

    /// <summary>Creates the ConfigMaps that the repo-server's sidecar mounts.</summary>
    public ArgoCdPlugin(string name, ArgoCdPluginArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCdPlugin", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        _image = args.ImageMirrors.Mirrored(Versions.ArgoCdImage).ToString();
        var map = new ConfigMap(name, new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = "cmp-plugin", Namespace = args.Namespace },
            Data = { [File] = Definition },
        }, inside);
        ConfigMap = map.Metadata.Apply(metadata => metadata.Name);

        _mirrors = args.Mirrors;
        var mirrors = PluginMirrors.Files(args.Mirrors).ToDictionary(file => file.Key, file => Output.Create(file.Value));
        _files =
        [
            new("patches", OverlayPatches.Files(args.Patches), args.Namespace, this),
            new("replacements", Files(args.Replacements), args.Namespace, this),
            new("mirrors", mirrors, args.Namespace, this),
        ];
        if (args.Charts.Count > 0)
        {
            var charts = new ConfigMap($"{name}-charts", PluginCharts.ConfigMap(args.Charts, args.Namespace), inside);
            _charts = charts.Metadata.Apply(metadata => metadata.Name);
        }

        Checksum = Output.All(_files.SelectMany(files => files.Texts))
            .Apply(all => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Definition + string.Concat(all)))));

        RegisterOutputs();
    }

    /// <summary>SHA-256 of the mounted files in lower-case hexadecimal. As an annotation, it restarts pods when the files change.</summary>
    internal Output<string> Checksum { get; }

    /// <summary>Name of the definition's ConfigMap.</summary>
    [Output("configMap")]
    public Output<string> ConfigMap { get; private set; }

    /// <summary>Returns the plugin's container for the repo-server's pod, with Argo CD's image.</summary>
    /// <param name="network">Proxy and trusted certificates.</param>
    internal InputMap<object> Sidecar(ArgoCdNetwork network)
    {
        var sidecar = Container(network);
        var variables = network.Environment().Concat(network.PluginEnvironment())
            .Concat(_files.SelectMany(files => files.Environment()))
            .Concat(_mirrors.Values.Any(mirrors => mirrors.Any) ? PluginMirrors.Environment() : [])
            .Concat(_charts is null ? [] : [ArgoCdNetwork.Variable("K8TRE_CHART_FILES", PluginCharts.Folder)]).ToArray();
        if (variables.Length > 0)
            sidecar.Add("env", variables);
        return sidecar;
    }

    /// <summary>Returns the volumes of <see cref="Sidecar"/> that the chart does not create.</summary>
    internal IEnumerable<InputMap<object>> Volumes()
    {
        yield return ArgoCdNetwork.Volume("cmp-plugin", ConfigMap);
        yield return new() { ["name"] = "cmp-tmp", ["emptyDir"] = new InputMap<object>() };
        foreach (var volume in _files.SelectMany(files => files.Volumes()))
            yield return volume;
        if (_charts is not null)
            yield return PluginCharts.VolumeOf(_charts);
    }

    private InputMap<object> Container(ArgoCdNetwork network) => new()
    {
        ["name"] = "kustomize-with-envsubst",
        ["image"] = _image,
        ["command"] = new[] { "/var/run/argocd/argocd-cmp-server" },
        ["resources"] = ArgoCdResources.RepoServer,
        ["securityContext"] = new InputMap<object>
        {
            ["runAsNonRoot"] = true,
            ["runAsUser"] = 999,
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["capabilities"] = new InputMap<object> { ["drop"] = new[] { "ALL" } },
            ["seccompProfile"] = new InputMap<object> { ["type"] = "RuntimeDefault" },
        },
        ["volumeMounts"] = new[]
        {
            Mount("var-files", "/var/run/argocd"),
            Mount("plugins", "/home/argocd/cmp-server/plugins"),
            Mount("cmp-plugin", "/home/argocd/cmp-server/config/plugin.yaml", File),
            // Not the repo-server's directory: a repository must not have access to another one's files.
            Mount("cmp-tmp", "/tmp"),
        }.Concat(network.Mounts()).Concat(_files.SelectMany(files => files.Mounts()))
            .Concat(_charts is null ? [] : [Mount(PluginCharts.Volume, PluginCharts.Folder)]).ToArray(),
    };

    private static Dictionary<string, Output<string>> Files(IReadOnlyCollection<OverlayReplacement> replacements) => replacements
        .GroupBy(replacement => replacement.Environment)
        .ToDictionary(
            environment => environment.Key.Label(),
            environment => Output.All(environment
                .OrderBy(replacement => replacement.Value, StringComparer.Ordinal)
                .Select(replacement => Output.Format($"{replacement.Value}\t{replacement.Replacement}\n")))
                .Apply(lines => string.Concat(lines)));

    private static InputMap<object> Mount(string volume, string path, string? file = null)
    {
        var mount = new InputMap<object> { ["name"] = volume, ["mountPath"] = path };
        if (file is not null)
            mount.Add("subPath", file);
        return mount;
    }

    private static string ReadDefinition()
    {
        using var script = new StreamReader(
            typeof(ArgoCdPlugin).Assembly.GetManifestResourceStream("kustomize-with-envsubst.sh")!, Encoding.UTF8);
        var indented = script.ReadToEnd().TrimEnd().ReplaceLineEndings("\n        ");
        return $"""
            apiVersion: argoproj.io/v1alpha1
            kind: ConfigManagementPlugin
            metadata:
              name: kustomize-with-envsubst
            spec:
              version: v1.0
              generate:
                command: [bash, -c]
                args:
                  - |
                    {indented}

            """;
    }
}
