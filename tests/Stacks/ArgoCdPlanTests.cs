using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>A platform with all that Argo CD can be given.</summary>
public sealed class ArgoCdPlanTests : IAsyncLifetime
{
    private Plan _plan = null!;

    private PlanResource this[string type, string name] =>
        Assert.Single(_plan.Resources, resource => resource.Type == type && resource.Name == name);

    public async Task InitializeAsync() => _plan = await StackFile.PlanAsync(
        File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"))
            .Replace(
                "repoUrl: https://github.com/k8tre/k8tre.git",
                "repoUrl: git@git.example.org:k8tre.git\n"
                + "      credential: sshKey\n"
                + "      knownHosts: [git.example.org ssh-ed25519 AAAA]",
                StringComparison.Ordinal)
            .Replace("    ssh:\n", """
                    argoCd:
                      host: argocd.dev.k8tre.internal
                      proxy: http://proxy.example.org:3128
                      sso:
                        issuer: https://login.example.org/realms/tre
                        clientId: argocd
                        groups:
                          - name: operators
                            role: admin
                    ssh:

                """, StringComparison.Ordinal)
        + "  k8tre:gitPrivateKey:\n    secure: v1:canary-key\n  k8tre:argoCdClientSecret:\n    secure: v1:canary-client\n");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Keys_and_client_secrets_stay_secret_from_their_birth()
    {
        Assert.Equal("[secret]", (string?)this["kubernetes:core/v1:Secret", "k8tre-dev-repository"].Inputs["stringData"]);
        Assert.Equal("[secret]", (string?)this["kubernetes:core/v1:Secret", "k8tre-dev-argocd-sso"].Inputs["stringData"]);
        Assert.DoesNotContain("canary", PlanText.Of(_plan), StringComparison.Ordinal);
    }

    [Fact]
    public void Git_drives_once_argo_cd_can_read_the_repository() => Assert.True(_plan.ComesAfter(
        this["kubernetes:argoproj.io/v1alpha1:Application", "k8tre-dev-root"], this["kubernetes:core/v1:Secret", "k8tre-dev-repository"]));

    [Fact]
    public void Argo_cd_starts_once_what_it_mounts_and_refers_to_is_there()
    {
        var release = this["kubernetes:helm.sh/v3:Release", "k8tre-dev-argocd"];

        Assert.True(_plan.ComesAfter(release, this["kubernetes:core/v1:Secret", "k8tre-dev-argocd-sso"]));
        Assert.True(_plan.ComesAfter(release, this["kubernetes:cilium.io/v2:CiliumNetworkPolicy", "k8tre-dev-argocd-sign-in"]));
        Assert.True(_plan.ComesAfter(release, this["kubernetes:core/v1:ConfigMap", "k8tre-dev-argocd-plugin"]));
        const string binding = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";
        Assert.All(["tokens", "connections"], policy =>
            Assert.True(_plan.ComesAfter(release, this[binding, $"k8tre-dev-argocd-admission-{policy}-binding"])));
    }
}
