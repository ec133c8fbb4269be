using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Rpc;
using K8tre.Automation.Projects;
using YamlDotNet.Core;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Decodes manifests like the function <c>kubernetes:yaml:decode</c>: one object for each YAML document.</summary>
internal static class KubernetesManifests
{
    /// <summary>Decodes <c>text</c> and returns the objects as <c>result</c>.</summary>
    /// <exception cref="RpcException">The text is not YAML.</exception>
    public static Struct Decode(Struct args)
    {
        try
        {
            var text = args.Fields.TryGetValue("text", out var value) ? value.StringValue : "";
            var objects = YamlText.Documents(text)
                .Select(document => YamlText.ToJson(document.RootNode))
                .Where(node => node is not null)
                .Select(node => Value.Parser.ParseJson(node!.ToJsonString()));

            return new() { Fields = { ["result"] = Value.ForList([.. objects]) } };
        }
        catch (YamlException error)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"the manifest is not valid YAML: line {error.Start.Line}: {error.Message}");
        }
    }
}
