using System.Text.Json.Nodes;
using static K8tre.Tests.Rules.Expectation;

namespace K8tre.Tests.Rules;

/// <summary>What rules expect of objects of Kubernetes.</summary>
internal static class KubernetesChecks
{
    private static readonly string[] InternalMarks =
    [
        "service.beta.kubernetes.io/azure-load-balancer-internal", "service.beta.kubernetes.io/aws-load-balancer-internal",
        "service.beta.kubernetes.io/aws-load-balancer-scheme",
    ];

    /// <summary>A rule of a role that allows none of some verbs on some resources.</summary>
    public static Verdict NotGrants(JsonNode granted, Rule rule, RuleSubject subject) =>
        If(!(Meets(granted["resources"], rule.Value!["resources"]!) && Meets(granted["verbs"], rule.Value["verbs"]!)));

    /// <summary>Annotations that keep a load balancer inside.</summary>
    public static Verdict IsInternal(JsonNode annotations) =>
        If(InternalMarks.Any(mark => Text(annotations[mark] ?? "") is "true" or "internal"));

    /// <summary>Parameters by which a storage class encrypts with a key of the site's.</summary>
    public static Verdict IsEncrypted(JsonNode parameters) =>
        If(parameters["diskEncryptionSetID"] is not null
            || parameters["kmsKeyId"] is not null
            || Text(parameters["encrypted"] ?? "") == "true");

    private static bool Meets(JsonNode? own, JsonNode wanted) =>
        Items(own).Any(item => Text(item) == "*" || Items(wanted).Any(other => JsonNode.DeepEquals(item, other)));
}
