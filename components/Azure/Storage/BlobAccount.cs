using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>
/// An account for data in blobs, those of workspaces or of the platform itself: Entra alone opens it, what is deleted or replaced can be brought
/// back, and it stays when the platform goes. K8TRE's own applications read none; it is for what a TRE adds.
/// </summary>
/// <remarks>
/// Its namespace is flat, unlike in k8tre-azure: a hierarchical one keeps no versions.
/// https://learn.microsoft.com/azure/storage/blobs/storage-feature-support-in-storage-accounts,
/// https://learn.microsoft.com/azure/storage/blobs/data-protection-overview
/// </remarks>
public sealed class BlobAccount : ComponentResource
{
    private readonly BlobAccountArgs _args;

    /// <summary>Makes the account.</summary>
    public BlobAccount(string name, BlobAccountArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:BlobAccount", name, options)
    {
        _args = args;
        var account = new StorageAccount(name, Account(name), StorageAccountDefaults.Kept(this));
        (AccountName, BlobUrl) = (account.Name, account.PrimaryEndpoints.Apply(endpoints => endpoints.Blob));

        _ = new BlobServiceProperties($"{name}-blobs", new()
        {
            BlobServicesName = "default",
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            DeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = args.DeletedKeptDays, AllowPermanentDelete = false },
            ContainerDeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = args.DeletedKeptDays },
            IsVersioningEnabled = true,
        }, StorageAccountDefaults.Kept(this));
        _ = new ManagementPolicy($"{name}-lifecycle", new()
        {
            ManagementPolicyName = "default",
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Policy = new ManagementPolicySchemaArgs { Rules = Rules().ToArray() },
        }, StorageAccountDefaults.Kept(this));
        var containers = args.Containers.Select(container => new BlobContainer($"{name}-{container}", new()
        {
            ContainerName = container,
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            PublicAccess = PublicAccess.None,
        }, StorageAccountDefaults.Kept(this)).Id).ToArray();
        args.Logs.CollectWithMetrics($"{name}-logs", Output.Format($"{account.Id}/blobServices/default"));

        var link = new PrivateEndpoint(
            $"{name}-endpoint", new() { Scope = args.Scope, Subnet = args.Subnet, Target = account.Id, Service = "blob", Zone = args.Zone }, new() { Parent = this });
        Id = Output.Tuple(account.Id, link.IsReady, Output.All(containers)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the account. Known once it answers in our network, with its containers.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Name of the account.</summary>
    [Output("accountName")]
    public Output<string> AccountName { get; private set; }

    /// <summary>URL of its blobs.</summary>
    [Output("blobUrl")]
    public Output<string> BlobUrl { get; private set; }

    private StorageAccountArgs Account(string name)
    {
        var inputs = StorageAccountDefaults.For(_args.Scope, _args.AccountName, _args.IsZoneRedundant);
        (inputs.AllowSharedKeyAccess, inputs.DefaultToOAuthAuthentication) = (false, true);
        if (_args.TakesLogs)
            inputs.NetworkRuleSet = new NetworkRuleSetArgs { DefaultAction = DefaultAction.Deny, Bypass = Bypass.AzureServices };
        if (_args.Trusted.Count > 0)
        {
            inputs.NetworkRuleSet = new NetworkRuleSetArgs
            {
                DefaultAction = DefaultAction.Deny,
                Bypass = Bypass.None,
                ResourceAccessRules = _args.Trusted.Values.Select(id => new ResourceAccessRuleArgs { TenantId = _args.Scope.TenantId, ResourceId = id }).ToArray(),
            };
        }
        if (_args.ImmutableDays is { } days)
        {
            inputs.ImmutableStorageWithVersioning = new ImmutableStorageAccountArgs
            {
                Enabled = true,
                ImmutabilityPolicy = new AccountImmutabilityPolicyPropertiesArgs
                {
                    ImmutabilityPeriodSinceCreationInDays = days,
                    AllowProtectedAppendWrites = false,
                    State = AccountImmutabilityPolicyState.Unlocked,
                },
            };
        }
        if (_args.Key is { } key)
            StorageAccountDefaults.Encrypt(
                inputs, key, new EncryptionIdentity($"{name}-identity", _args.Scope, key, new() { Parent = this }));
        return inputs;
    }

    private IEnumerable<ManagementPolicyRuleArgs> Rules()
    {
        yield return Rule("drop-old-versions", new() { Version = new ManagementPolicyVersionArgs { Delete = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = _args.VersionsKeptDays } } });
        if (_args.CoolAfterDays is { } days)
            yield return Rule("cool-down", new() { BaseBlob = new ManagementPolicyBaseBlobArgs { TierToCool = new DateAfterModificationArgs { DaysAfterModificationGreaterThan = days } } });
    }

    private static ManagementPolicyRuleArgs Rule(string name, ManagementPolicyActionArgs actions) => new()
    {
        Name = name,
        Enabled = true,
        Type = RuleType.Lifecycle,
        Definition = new ManagementPolicyDefinitionArgs { Actions = actions, Filters = new ManagementPolicyFilterArgs { BlobTypes = { "blockBlob" } } },
    };
}
