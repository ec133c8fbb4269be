using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Authorization;

namespace K8tre.Tests.Azure.Identity;

public sealed class WorkloadIdentityTests
{
    [Fact]
    public async Task Only_tokens_of_its_ServiceAccount_sign_in_as_it()
    {
        var graph = await ResourceGraph.OfAsync(options => new WorkloadIdentity("dns", Valid, options));

        var credential = graph.Requests.Values
            .Single(request => request.Type == "azure-native:managedidentity:FederatedIdentityCredential").Inputs;
        Assert.Equal("system:serviceaccount:externaldns:externaldns", credential["subject"]);
        Assert.Equal("https://issuer.example.org/", credential["issuer"]);
        Assert.Equal("""["api://AzureADTokenExchange"]""", Json.Of(credential["audiences"])!.ToJsonString());
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task The_name_of_an_assignment_does_not_depend_on_other_assignments()
    {
        var alone = await NamesAsync(Valid);
        var among = await NamesAsync(Valid with
        {
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)>
            {
                ["first"] = (BuiltInRole.Reader, "/other"),
                ["zone"] = (
                BuiltInRole.PrivateDnsZoneContributor,
                "/zone")
            },
        });

        Assert.Equal(alone["dns-zone"], among["dns-zone"]);
        Assert.True(Guid.TryParse(alone["dns-zone"], out _));
        Assert.NotEqual(among["dns-first"], among["dns-zone"]);
    }

    [Fact]
    public async Task An_assignment_in_another_subscription_has_another_name()
    {
        var other = await NamesAsync(Valid with
        {
            Scope = AzureComponents.Scope with { SubscriptionId = "bbbb1b1b-cc2c-dd3d-ee4e-ffffff5f5f5f" },
        });

        Assert.NotEqual((await NamesAsync(Valid))["dns-zone"], other["dns-zone"]);
    }

    private static WorkloadIdentityArgs Valid { get; } = new()
    {
        Scope = AzureComponents.Scope,
        Issuer = "https://issuer.example.org/",
        Namespace = "externaldns",
        ServiceAccount = "externaldns",
        Roles = new Dictionary<string, (BuiltInRole, Input<string>)> { ["zone"] = (BuiltInRole.PrivateDnsZoneContributor, "/zone") },
    };

    private static async Task<Dictionary<string, string>> NamesAsync(WorkloadIdentityArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new WorkloadIdentity("dns", args, options));
        Assert.NotEmpty(graph.All<RoleAssignment>());
        return graph.Requests.Values.Where(request => request.Type == "azure-native:authorization:RoleAssignment")
            .ToDictionary(request => request.Name!, request => (string)request.Inputs["roleAssignmentName"]);
    }
}
