using System.Text;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>Archives of charts that the plugin takes instead of pulling the charts, and the program that takes them.</summary>
internal static class PluginCharts
{
    /// <summary>Folder of the archives in the plugin's container.</summary>
    public const string Folder = "/home/argocd/cmp-server/chart-files";

    /// <summary>Name of the volume.</summary>
    public const string Volume = "cmp-charts";

    private const string Program = "helm-with-files.sh";

    // Read and execute for all: kustomize runs the program.
    private const int Mode = 0x16D;

    /// <summary>Returns the ConfigMap of the archives.</summary>
    /// <param name="archives">Archives in base64, by their names <c>name-version.tgz</c>.</param>
    /// <param name="namespace">Argo CD's namespace.</param>
    public static ConfigMapArgs ConfigMap(IReadOnlyDictionary<string, string> archives, Input<string> @namespace)
    {
        var data = new InputMap<string>();
        foreach (var (name, content) in archives)
            data.Add(name, content);
        return new()
        {
            Metadata = new ObjectMetaArgs { Name = Volume, Namespace = @namespace },
            Data = { [Program] = ReadProgram() },
            BinaryData = data,
        };
    }

    /// <summary>Returns the volume of a ConfigMap with archives.</summary>
    public static InputMap<object> VolumeOf(Output<string> configMap) => new()
    {
        ["name"] = Volume,
        ["configMap"] = new InputMap<object> { ["name"] = configMap.Apply(name => (object)name), ["defaultMode"] = Mode },
    };

    private static string ReadProgram()
    {
        using var program = new StreamReader(typeof(PluginCharts).Assembly.GetManifestResourceStream(Program)!, Encoding.UTF8);
        return program.ReadToEnd();
    }
}
