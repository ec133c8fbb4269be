using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="ArgoCdAdmission"/>.</summary>
public sealed record ArgoCdAdmissionArgs
{
    /// <summary>
    /// CEL condition for requests of Argo CD, from <see cref="ArgoCdAdmission.Group"/> or <see cref="ArgoCdAdmission.User"/>.
    /// </summary>
    public required Input<string> Identity { get; init; }
}

/// <summary>
/// Admission policies for Argo CD's identities. They hold whatever its roles allow: it creates no credentials of others, approves no
/// certificates, and connects to no pod, Service or kubelet through the API server.
/// </summary>
/// <remarks>
/// A Secret of a token type is filled with a token of any account that it names. https://kubernetes.io/docs/concepts/configuration/secret/
/// </remarks>
public sealed class ArgoCdAdmission : ComponentResource
{
    /// <summary>Creates the policies in the cluster of the inherited provider.</summary>
    public ArgoCdAdmission(string name, ArgoCdAdmissionArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:ArgoCdAdmission", name, options)
    {
        var conditions = new Dictionary<string, Input<string>> { ["argo-cd"] = args.Identity };
        _ = new AdmissionPolicy($"{name}-tokens", new()
        {
            PolicyName = "argocd-creates-no-tokens",
            Rules = [new("", ["secrets"], "CREATE", "UPDATE")],
            Conditions = conditions,
            Validations =
            [
                new(
                    "!has(object.type) || !(object.type in ['kubernetes.io/service-account-token', 'bootstrap.kubernetes.io/token'])",
                    "Argo CD may not create tokens; a workload asks for a bound token of its own ServiceAccount"),
            ],
        }, new() { Parent = this });
        _ = new AdmissionPolicy($"{name}-connections", new()
        {
            PolicyName = "argocd-connects-to-nothing",
            Rules =
            [
                new(
                    "",
                    ["nodes/proxy", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy"],
                    "CONNECT"),
                new("", ["serviceaccounts/token"], "CREATE"),
                new("", ["pods/ephemeralcontainers"], "UPDATE"),
                new(
                    "certificates.k8s.io",
                    ["certificatesigningrequests", "certificatesigningrequests/approval", "certificatesigningrequests/status"],
                    "CREATE", "UPDATE"),
            ],
            Conditions = conditions,
            Validations =
            [
                new(
                    "false",
                    "Argo CD may not run commands in pods, connect to pods, Services or kubelets, or request tokens and certificates"),
            ],
        }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>Returns the condition for the members of a group.</summary>
    public static Input<string> Group(Input<string> group) =>
        group.Apply(name => $"has(request.userInfo.groups) && '{name}' in request.userInfo.groups");

    /// <summary>Returns the condition for a user.</summary>
    public static Input<string> User(Input<string> user) => user.Apply(name => $"request.userInfo.username == '{name}'");
}
