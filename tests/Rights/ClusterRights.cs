using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Rights;

/// <summary>Identities that the platform makes in a cluster, and what follows from their rights.</summary>
internal sealed class ClusterRights
{
    // What it renders is installed unseen.
    private const string Renderer = "argocd/argocd-repo-server";

    private static readonly JsonNode ChartRoles = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests/GitOps/Facts/argo-cd-10.1.1-roles.json")))!["roles"]!;

    private readonly AdmissionPolicies _policies;

    /// <summary>Reads the rights from a plan.</summary>
    /// <param name="title">What the cluster is.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="provider">Name of the cluster's Kubernetes provider.</param>
    public ClusterRights(string title, Plan plan, string provider)
    {
        Title = title;
        var objects = KubernetesObjects.In(plan, provider);
        _policies = new(objects);
        Identities =
        [
            .. RbacIdentity.In(objects),
            .. objects.Where(item => item.Type == "kubernetes:helm.sh/v3:Release" && (string?)item.Inputs["name"] == "argocd")
                .SelectMany(release => OfChart(release.Inputs["values"]!)),
        ];
    }

    /// <summary>What the cluster is.</summary>
    public string Title { get; }

    /// <summary>The identities.</summary>
    public IReadOnlyList<RbacIdentity> Identities { get; }

    /// <summary>Returns the only identity with a name.</summary>
    public RbacIdentity this[string name] => Assert.Single(Identities, identity => identity.Name == name);

    /// <summary>Returns how the cluster answers an identity that tries to use a power.</summary>
    public Verdict Of(string identity, Power power) => Of(this[identity], power);

    /// <summary>Returns how the cluster answers an identity that tries to use a power.</summary>
    public Verdict Of(RbacIdentity identity, Power power) => power.Of(identity, _policies);

    /// <summary>Returns what follows from the powers of an identity, in sentences.</summary>
    public IReadOnlyList<string> Consequences(RbacIdentity identity)
    {
        var has = Power.All.Where(power => Of(identity, power).IsAllowed).ToHashSet();
        var sentences = new List<string>();
        if (has.Overlaps([Power.Grant, Power.Impersonate, Power.MintTokens, Power.SignCertificates, Power.RunCommands]))
            sentences.Add("It is an administrator of the cluster: it gets every right, itself or through a workload.");
        else if (has.Contains(Power.RunPods))
            sentences.Add("It gets the rights of every workload in the cluster, because it changes what runs under their ServiceAccounts.");
        if (has.Contains(Power.SteerArgoCd))
            sentences.Add("It gets Argo CD's rights in every cluster that Argo CD manages, because it decides what is installed there.");
        if (identity.Name == Renderer)
            sentences.Add("No role, but the same rights: it renders what Argo CD installs in every cluster.");
        if (has.Contains(Power.ReadArgoCdSecrets))
            sentences.Add("It gets the rights of Argo CD in every registered cluster that Argo CD signs in to with a token.");
        if (has.Contains(Power.WriteArgoCdSecrets))
            sentences.Add("It chooses what Argo CD connects to, and which program it runs to sign in there.");
        return sentences;
    }

    private static IEnumerable<RbacIdentity> OfChart(JsonNode values)
    {
        foreach (var (account, rules) in ChartRoles.AsObject())
        {
            var part = account switch { "argocd-application-controller" => "controller", "argocd-server" => "server", _ => null };
            var clusterRules = part is null ? null : values[part]!["clusterRoleRules"]!["rules"]!.AsArray();
            yield return RbacIdentity.Account("argocd", account,
            [
                .. (clusterRules ?? []).Select(rule => new RbacRule(account, null, rule!)),
                .. rules!.AsArray().Select(rule => new RbacRule(account, "argocd", rule!)),
            ]);
        }
    }
}
