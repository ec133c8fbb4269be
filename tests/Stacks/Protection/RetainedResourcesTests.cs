using System.Text.RegularExpressions;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Protection;

/// <summary>
/// What stays when a platform is deleted. A resource of the same name would make the next deployment fail: it exists already.
/// </summary>
public sealed partial class RetainedResourcesTests(AllPlans all) : IClassFixture<AllPlans>
{
    private const string AzureName = "the name is a part of a resource's id on Azure; the guide of Azure describes the next deployment";

    // Types that have a name of ours although they stay, each with its reason.
    private static readonly Dictionary<string, string> Named = new()
    {
        ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] =
            "an account has one for each issuer; aws.pipelines.identityProvider uses the existing one",
        ["aws:iam/serviceLinkedRole:ServiceLinkedRole"] =
            "an account has one for each service; with aws.autoScalingRole: false, the existing one is used",
        ["azure-native:authorization:RoleAssignment"] = AzureName,
        ["azure-native:dataprotection:BackupInstance"] = AzureName,
        ["azure-native:dataprotection:BackupPolicy"] = AzureName,
        ["azure-native:dataprotection:BackupVault"] = AzureName,
        ["azure-native:keyvault:Key"] = AzureName,
        ["azure-native:keyvault:Vault"] = AzureName,
        ["azure-native:managedidentity:UserAssignedIdentity"] = AzureName,
        ["azure-native:resources:ResourceGroup"] = AzureName,
        ["azure-native:storage:BlobContainer"] = AzureName,
        ["azure-native:storage:BlobServiceProperties"] = AzureName,
        ["azure-native:storage:FileServiceProperties"] = AzureName,
        ["azure-native:storage:ManagementPolicy"] = AzureName,
        ["azure-native:storage:StorageAccount"] = AzureName,
    };

    // What only AWS has once, and the options of the examples.
    private const string Account = """
        config:
          k8tre:platform:
            name: tre
            vendor: aws
            aws: { region: eu-west-2, accountId: '111122223333', stateBucket: true, autoScalingRole: true, threatDetection: true }
            management: { mode: none }
            environments: []
        """;

    [Fact]
    public async Task Nothing_that_stays_has_a_name_of_ours_but_what_is_listed_with_a_reason()
    {
        var named = (await ResourcesAsync()).Where(resource => resource.Options.RetainOnDelete && FixedNames(resource).Any())
            .GroupBy(resource => resource.Type, resource => $"{resource.Name}: {string.Join(", ", FixedNames(resource))}");

        var all = named.ToDictionary(type => type.Key, type => type.First());
        Assert.Equal([], all.Where(type => !Named.ContainsKey(type.Key)));
        Assert.Equal([], Named.Keys.Except(all.Keys));
    }

    [Fact]
    public async Task What_protects_something_that_stays_stays_as_well()
    {
        var resources = await ResourcesAsync();
        var kept = resources.Where(resource => resource.Options.RetainOnDelete && IsStore(resource)).Select(store => store.Urn).ToHashSet();

        Assert.NotEmpty(kept);
        Assert.Equal([], resources
            .Where(resource => Protection().IsMatch(resource.Type) && !resource.Options.RetainOnDelete)
            // Permissions of a role, which is deleted.
            .Where(resource => !resource.Type.StartsWith("aws:iam/", StringComparison.Ordinal))
            .Where(resource => resource.PropertyDependencies.Values.Any(urns => urns.Any(kept.Contains)))
            .Select(resource => $"{resource.Type} {resource.Name}"));
    }

    private async Task<IReadOnlyList<PlanResource>> ResourcesAsync()
    {
        var account = await StackFile.PlanAsync(Account);
        var data = await ChangedStack.PlanAsync(
            "aws-dev",
            "publicZone: tre.example.org",
            "publicZone: tre.example.org\n          dataBucket: true\n          publicGateway: true",
            waiver: ChangedStack.Waiver);
        return [.. all.Resources, .. account.Resources, .. data.Resources];
    }

    // An input that depends on another resource is that resource's name.
    private static IEnumerable<string> FixedNames(PlanResource resource) =>
        from input in resource.Inputs
        where input.Key is "name" or "bucket" or "url" or "awsServiceName" || input.Key.EndsWith("Name", StringComparison.Ordinal)
        where resource.PropertyDependencies.GetValueOrDefault(input.Key) is null or { Count: 0 }
        select $"{input.Key} {input.Value}";

    private static bool IsStore(PlanResource resource) => !Protection().IsMatch(resource.Type);

    // Policies and settings of a store: who may read it, how it is encrypted, and who may delete from it.
    [GeneratedRegex(
        "Policy$|LockConfiguration$|PublicAccessBlock$|OwnershipControls$|Versioning$|EncryptionConfiguration|ServiceProperties$")]
    private static partial Regex Protection();
}
