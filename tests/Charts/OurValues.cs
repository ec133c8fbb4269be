using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using K8tre.Automation.Projects;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.Network;

namespace K8tre.Tests.Charts;

/// <summary>The values that our components give to charts, with those of values files.</summary>
internal static class OurValues
{
    private const string Release = "kubernetes:helm.sh/v3:Release";

    /// <summary>Values of Cilium on a number of nodes.</summary>
    public static async Task<JsonNode> OfCiliumAsync(int nodes)
    {
        var args = new CiliumArgs
        {
            ClusterName = "tre",
            ApiEndpoint = new("127.0.0.1", 6444),
            PodCidr = IPNetwork.Parse("10.42.0.0/16"),
            NodeCount = nodes,
        };
        return Of(await ResourceGraph.OfAsync(options => new Cilium("cilium", args, options)));
    }

    /// <summary>Values of Argo CD in production on a number of nodes.</summary>
    public static async Task<JsonNode> OfArgoCdAsync(int nodes)
    {
        var args = new ArgoCdArgs { Environment = TreEnvironment.Prd, NodeCount = nodes, IsTarget = true };
        return Of(await ResourceGraph.OfAsync(options => new ArgoCd("argocd", args, options)));
    }

    private static JsonNode Of(ResourceGraph graph)
    {
        var inputs = graph.Requests.Values.Single(request => request.Type == Release).Inputs;
        var values = Json.Of(inputs["values"])!.AsObject();
        if (!inputs.TryGetValue("valueYamlFiles", out var files))
            return values;
        // Values have precedence over files.
        var all = new JsonObject();
        foreach (var file in ((IEnumerable<object>)files).Cast<AssetOrArchive>())
            Merge(all, YamlText.ToJson(YamlText.Documents(TextOf(file))[0].RootNode)!.AsObject());
        Merge(all, values);
        return all;
    }

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (key, value) in from)
        {
            if (into[key] is JsonObject map && value is JsonObject other)
                Merge(map, other);
            else
                into[key] = value?.DeepClone();
        }
    }

    private static string TextOf(AssetOrArchive asset) => (string)typeof(AssetOrArchive)
        .GetProperty("Value", BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)!.GetValue(asset)!;
}
