using System.Text.Json.Nodes;

namespace K8tre.Tests.Rights;

/// <summary>Rule of RBAC that an identity has through a role.</summary>
/// <param name="Role">Name of the Role or ClusterRole.</param>
/// <param name="Namespace">Namespace in which it holds. Null: the whole cluster.</param>
/// <param name="Rule">The rule, as a manifest has it.</param>
internal sealed record RbacRule(string Role, string? Namespace, JsonNode Rule)
{
    /// <summary>Returns true if the rule allows a verb.</summary>
    /// <param name="verb">Verb, such as <c>create</c>.</param>
    /// <param name="apiGroup">API group.</param>
    /// <param name="resource">Resource, with its subresource if there is one.</param>
    /// <param name="home">Namespace of the object. Null: in every namespace, or of the whole cluster.</param>
    /// <param name="name">Name of the object. Null: every name, or the request has none.</param>
    /// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources</remarks>
    public bool Allows(string verb, string apiGroup, string resource, string? home, string? name = null) =>
        (Namespace is null || Namespace == home)
        && Has("verbs", verb) && Has("apiGroups", apiGroup) && HasResource(resource)
        && (Rule["resourceNames"] is not JsonArray { Count: > 0 } names || names.Any(item => name is not null && (string?)item == name));

    private bool HasResource(string resource) => Has("resources", resource)
        || (resource.Split('/') is [_, var sub] && Has("resources", $"*/{sub}", star: false));

    private bool Has(string list, string text, bool star = true) =>
        Rule[list]?.AsArray().Any(item => (string?)item == text || (star && (string?)item == "*")) == true;
}
