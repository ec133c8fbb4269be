using System.Text.Json.Nodes;
using K8tre.Automation.Projects;
using K8tre.PlanModel;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.Rules;

/// <summary>Files of K3s on the hosts, each a resource for the rules. A plan has them in the standard input of remote commands.</summary>
internal static class HostFiles
{
    private const string Config = "/etc/rancher/k3s/config.yaml";

    private static readonly (string Name, string Type)[] Others = [("/registries.yaml", "k3s:registries"), ("/admission.yaml", "k3s:psa")];

    /// <summary>The files of all nodes. None where the input of their commands is masked.</summary>
    public static IEnumerable<RuleSubject> Of(RulePlan plan)
    {
        JsonObject cluster = [];
        foreach (var node in plan.Of("command:remote:Command"))
        {
            if ((string?)node.Inputs["stdin"] is not { } stdin
                || RulePath.IsMasked(node.Inputs["stdin"])
                || !stdin.Contains($" {Config}\n", StringComparison.Ordinal))
                continue;
            var input = HostInput.For((string)node.Inputs["create"]!, stdin);
            var own = Read(input.Files[Config]);
            own["version"] = input["version"];
            own["token"] = own["token"]?.DeepClone()
                ?? input.Files.GetValueOrDefault((string?)own["token-file"] ?? "")
                ?? input.Optional("token");

            // An agent has the rest from its servers, which are made before it.
            var all = cluster.DeepClone().AsObject();
            foreach (var (key, value) in own)
                all[key] = value?.DeepClone();
            if (cluster.Count == 0)
                cluster = own;

            yield return Subject(node, "k3s:config", all);
            foreach (var (name, type) in Others)
            {
                foreach (var file in input.Files.Where(file => file.Key.EndsWith(name, StringComparison.Ordinal)))
                    yield return Subject(node, type, Read(file.Value));
            }
        }
    }

    private static RuleSubject Subject(RuleSubject node, string type, JsonObject content)
    {
        var shown = content.DeepClone().AsObject();
        if (content["token"] is not null && RulePath.IsSecret(node.Resource.Inputs["stdin"]))
            shown["token"] = MaskedValue.Secret;
        var file = node.Resource with
        {
            Urn = $"{node.Resource.Urn}#{type}",
            Type = type,
            Inputs = shown,
            Outputs = [],
            Options = new PlanOptions(),
        };
        return new(node.Plan, file, content);
    }

    private static JsonObject Read(string yaml) => YamlText.ToJson(YamlText.Documents(yaml)[0].RootNode)!.AsObject();
}
