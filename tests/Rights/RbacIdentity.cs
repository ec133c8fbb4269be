using System.Text.Json.Nodes;

namespace K8tre.Tests.Rights;

/// <summary>Identity in a cluster, with its rules of RBAC.</summary>
/// <param name="Name">Name in the page of rights.</param>
/// <param name="User">User name at the API server.</param>
/// <param name="Groups">Groups at the API server, besides those of everybody.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record RbacIdentity(string Name, string User, IReadOnlyList<string> Groups, IReadOnlyList<RbacRule> Rules)
{
    /// <summary>Returns the identity of a ServiceAccount.</summary>
    public static RbacIdentity Account(string home, string account, IEnumerable<RbacRule> rules) => new(
        $"{home}/{account}", $"system:serviceaccount:{home}:{account}", [$"system:serviceaccounts:{home}", "system:serviceaccounts"],
        [.. rules]);

    /// <summary>Returns the role that allows a request. Null: none does.</summary>
    public string? RoleThatAllows(string verb, string apiGroup, string resource, string? home, string? name = null) =>
        Rules.FirstOrDefault(rule => rule.Allows(verb, apiGroup, resource, home, name))?.Role;

    /// <summary>Reads the identities that roles are bound to among Kubernetes objects.</summary>
    /// <param name="objects">Objects by their Pulumi type.</param>
    public static IEnumerable<RbacIdentity> In(IReadOnlyCollection<(string Type, JsonNode Inputs)> objects)
    {
        var bindings = objects.Where(item => item.Type.EndsWith("RoleBinding", StringComparison.Ordinal)).ToArray();
        return bindings.SelectMany(binding => binding.Inputs["subjects"]!.AsArray().Select(subject => (binding, Subject: subject!)))
            .GroupBy(pair => $"{pair.Subject["kind"]} {pair.Subject["namespace"]} {pair.Subject["name"]}")
            .Select(same => Create(same.First().Subject, same.SelectMany(pair => RulesOf(pair.binding.Inputs, objects))));
    }

    private static RbacIdentity Create(JsonNode subject, IEnumerable<RbacRule> rules)
    {
        var name = (string)subject["name"]!;
        return (string)subject["kind"]! switch
        {
            "ServiceAccount" => Account((string)subject["namespace"]!, name, rules),
            "Group" => new($"group {name}", "somebody", [name], [.. rules]),
            _ => new("Argo CD's managed identity", name, [], [.. rules]),
        };
    }

    private static IEnumerable<RbacRule> RulesOf(JsonNode binding, IEnumerable<(string Type, JsonNode Inputs)> objects)
    {
        var (role, home) = (binding["roleRef"]!, (string?)binding.At("metadata.namespace"));
        var found = objects.SingleOrDefault(item => item.Type.EndsWith($":{role["kind"]}", StringComparison.Ordinal)
            && (string?)item.Inputs.At("metadata.name") == (string?)role["name"]
            && ((string)role["kind"]! == "ClusterRole" || (string?)item.Inputs.At("metadata.namespace") == home));
        return found.Inputs?["rules"]?.AsArray().Select(rule => new RbacRule((string)role["name"]!, home, rule!)) ?? [];
    }
}
