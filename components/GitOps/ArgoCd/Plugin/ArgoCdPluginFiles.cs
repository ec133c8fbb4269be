using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>Folder of files that the plugin's script reads, with files for each environment, and its ConfigMap.</summary>
internal sealed class ArgoCdPluginFiles
{
    private readonly string _kind;

    private readonly Output<string>? _map;

    private readonly IReadOnlyDictionary<string, Output<string>> _files;

    /// <summary>Creates the ConfigMap. Without files, there is none.</summary>
    /// <param name="kind">Kind of the files, such as <c>patches</c>.</param>
    /// <param name="files">Names and texts of the files.</param>
    /// <param name="home">Argo CD's namespace.</param>
    /// <param name="plugin">The plugin.</param>
    public ArgoCdPluginFiles(string kind, IReadOnlyDictionary<string, Output<string>> files, Input<string> home, ArgoCdPlugin plugin)
    {
        (_kind, _files) = (kind, files);
        if (files.Count == 0)
            return;

        var data = new InputMap<string>();
        foreach (var (file, text) in files)
            data.Add(file, text);
        var map = new ConfigMap($"{plugin.GetResourceName()}-{kind}", new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = Volume, Namespace = home },
            Data = data,
        }, new CustomResourceOptions { Parent = plugin });
        _map = map.Metadata.Apply(metadata => metadata.Name);
    }

    /// <summary>Names and texts of all files, in the order of the names.</summary>
    public IEnumerable<Output<string>> Texts =>
        _files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => Output.Format($"{file.Key}\n{file.Value}"));

    private string Volume => $"cmp-{_kind}";

    private string Folder => $"/home/argocd/cmp-server/{_kind}";

    /// <summary>Returns the variable that names the folder for the script.</summary>
    public IEnumerable<InputMap<object>> Environment() =>
        _map is null ? [] : [ArgoCdNetwork.Variable($"K8TRE_{_kind.ToUpperInvariant()}", Folder)];

    /// <summary>Returns the mount of the folder.</summary>
    public IEnumerable<InputMap<object>> Mounts() => _map is null ? [] : [new() { ["name"] = Volume, ["mountPath"] = Folder }];

    /// <summary>Returns the volume of the folder.</summary>
    public IEnumerable<InputMap<object>> Volumes() => _map is null ? [] : [ArgoCdNetwork.Volume(Volume, _map)];
}
