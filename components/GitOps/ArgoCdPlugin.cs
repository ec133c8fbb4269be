using System.Security.Cryptography;
using System.Text;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps;

/// <summary>
/// The config management plugin that 20 of K8TRE's 21 ApplicationSets name, <c>kustomize-with-envsubst-v1.0</c>: kustomize, then five
/// variables and no other replaced in what it rendered.
/// </summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/config-management-plugins/</remarks>
public sealed class ArgoCdPlugin : ComponentResource
{
    private const string File = "plugin.yaml";

    private static readonly string Definition = Define();

    /// <summary>Writes the ConfigMap that the repo-server's sidecar mounts.</summary>
    public ArgoCdPlugin(string name, Input<string> @namespace, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCdPlugin", name, options)
    {
        var map = new ConfigMap(name, new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = "cmp-plugin", Namespace = @namespace },
            Data = { [File] = Definition },
        }, new() { Parent = this });

        ConfigMap = map.Metadata.Apply(metadata => metadata.Name);

        RegisterOutputs();
    }

    /// <summary>SHA-256 of the definition, lower-case hexadecimal: a pod that carries it restarts when the plugin changes.</summary>
    public static string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Definition)));

    /// <summary>Name of the ConfigMap. Known once it is there.</summary>
    [Output("configMap")]
    public Output<string> ConfigMap { get; private set; }

    /// <summary>The container that serves the plugin beside Argo CD's repo-server, of Argo CD's own image.</summary>
    internal static InputMap<object> Sidecar() => new()
    {
        ["name"] = "kustomize-with-envsubst",
        ["image"] = Versions.ArgoCdImage.ToString(),
        ["command"] = new[] { "/var/run/argocd/argocd-cmp-server" },
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
            // A directory of its own, not the repo-server's: one repository must not see another's files.
            Mount("cmp-tmp", "/tmp"),
        },
    };

    /// <summary>The volumes of <see cref="Sidecar"/> that the chart does not bring.</summary>
    internal InputMap<object>[] Volumes() =>
    [
        new()
        {
            ["name"] = "cmp-plugin",
            ["configMap"] = new InputMap<object> { ["name"] = ConfigMap.Apply(name => (object)name) },
        },
        new() { ["name"] = "cmp-tmp", ["emptyDir"] = new InputMap<object>() },
    ];

    private static InputMap<object> Mount(string volume, string path, string? file = null)
    {
        var mount = new InputMap<object> { ["name"] = volume, ["mountPath"] = path };
        if (file is not null)
            mount.Add("subPath", file);
        return mount;
    }

    private static string Define()
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
