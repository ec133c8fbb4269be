using K8tre.Components.Azure.Identity;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace K8tre.Tests.Azure.Identity;

public sealed class ArgoCdPrincipalTests
{
    [Fact]
    public async Task Only_Argo_CDs_own_ServiceAccounts_sign_in_as_it()
    {
        var credentials = (await GraphAsync()).Requests.Values
            .Where(request => request.Type == "azure-native:managedidentity:FederatedIdentityCredential")
            .ToArray();

        Assert.Equal(
            [
                "system:serviceaccount:argocd:argocd-application-controller",
                "system:serviceaccount:argocd:argocd-applicationset-controller",
                "system:serviceaccount:argocd:argocd-server",
            ],
            credentials.Select(credential => (string)credential.Inputs["subject"]).Order());
        Assert.All(credentials, credential =>
        {
            Assert.Equal("https://issuer.example.org/", credential.Inputs["issuer"]);
            Assert.Equal("""["api://AzureADTokenExchange"]""", Json.Of(credential.Inputs["audiences"])!.ToJsonString());
        });
    }

    [Fact]
    public async Task It_has_no_role_in_azure() => Assert.Empty((await GraphAsync()).All<RoleAssignment>());

    [Fact]
    public async Task Its_credentials_are_created_one_at_a_time()
    {
        var graph = await GraphAsync();

        var waiting = new List<int>();
        foreach (var credential in graph.All<FederatedIdentityCredential>())
            waiting.Add((await OutputUtilities.GetValueAsync(graph.Options[credential].DependsOn.ToOutput())).Length);
        Assert.Equal([0, 1, 1], waiting.Order());
    }

    [Fact]
    public async Task Clusters_know_it_by_its_ids_and_its_tenant()
    {
        var graph = await GraphAsync();

        var identity = graph.Single<ArgoCdPrincipal>().Identity;
        Assert.Equal("argocd-clientId", await OutputUtilities.GetValueAsync(identity.ClientId));
        Assert.Equal("argocd-principalId", await OutputUtilities.GetValueAsync(identity.PrincipalId));
        Assert.Equal(AzureComponents.Scope.TenantId, await OutputUtilities.GetValueAsync(identity.TenantId));
        Assert.Empty(graph.Orphans);
    }

    private static Task<ResourceGraph> GraphAsync() =>
        ResourceGraph.OfAsync(options => new ArgoCdPrincipal(
            "argocd", new() { Scope = AzureComponents.Scope, Issuer = "https://issuer.example.org/" }, options));
}
