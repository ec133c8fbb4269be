using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>
/// Storage account for blobs of workspaces or of the platform itself. Only Entra authorises access, deleted and replaced blobs can be
/// restored, and the account is kept when the stack is destroyed. K8TRE's own applications do not use it; a TRE may.
/// </summary>
/// <remarks>
/// Unlike in k8tre-azure, the account has a flat namespace: a hierarchical one does not support versions.
/// https://learn.microsoft.com/azure/storage/blobs/storage-feature-support-in-storage-accounts,
/// https://learn.microsoft.com/azure/storage/blobs/data-protection-overview
/// </remarks>
public sealed class BlobAccount : ComponentResource
{
    private readonly BlobAccountArgs _args;

    /// <summary>Creates the account.</summary>
    public BlobAccount(string name, BlobAccountArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:BlobAccount", name, options)
    {
        _args = args;
        var kept = StorageAccountDefaults.Kept(this);
        var identity = args.Key is { } key
            ? new EncryptionIdentity($"{name}-identity", new() { Scope = args.Scope, Key = key }, new() { Parent = this })
            : null;
        var account = new StorageAccount(name, Account(identity), StorageAccountDefaults.KeptAfter(this, identity));
        (AccountName, BlobUrl) = (account.Name, account.PrimaryEndpoints.Apply(endpoints => endpoints.Blob));

        _ = new BlobServiceProperties($"{name}-blobs", new()
        {
            BlobServicesName = "default",
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            DeleteRetentionPolicy = new DeleteRetentionPolicyArgs
            {
                Enabled = true,
                Days = args.DeletedKeptDays,
                AllowPermanentDelete = false,
            },
            ContainerDeleteRetentionPolicy = new DeleteRetentionPolicyArgs { Enabled = true, Days = args.DeletedKeptDays },
            IsVersioningEnabled = true,
        }, kept);
        _ = new ManagementPolicy($"{name}-lifecycle", new()
        {
            ManagementPolicyName = "default",
            AccountName = account.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Policy = new ManagementPolicySchemaArgs { Rules = Rules().ToArray() },
        }, kept);
        foreach (var container in args.Containers)
        {
            _ = new BlobContainer($"{name}-{container}", new()
            {
                ContainerName = container,
                AccountName = account.Name,
                ResourceGroupName = args.Scope.ResourceGroup,
                PublicAccess = PublicAccess.None,
            }, kept);
        }
        _ = new DiagnosticLogs($"{name}-logs", new()
        {
            Resource = Output.Format($"{account.Id}/blobServices/default"),
            Workspace = args.LogWorkspace,
            HasMetrics = true,
        }, new() { Parent = this });

        _ = new PrivateEndpoint($"{name}-endpoint", new()
        {
            Scope = args.Scope,
            Subnet = args.Subnet,
            Target = account.Id,
            Service = "blob",
            Zone = args.Zone,
        }, new() { Parent = this });
        Id = account.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the account.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Name of the account.</summary>
    [Output("accountName")]
    public Output<string> AccountName { get; private set; }

    /// <summary>URL of the blob service.</summary>
    [Output("blobUrl")]
    public Output<string> BlobUrl { get; private set; }

    private StorageAccountArgs Account(EncryptionIdentity? identity)
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
                ResourceAccessRules = _args.Trusted.Values
                    .Select(id => new ResourceAccessRuleArgs { TenantId = _args.Scope.TenantId, ResourceId = id })
                    .ToArray(),
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
        if (identity is not null)
            StorageAccountDefaults.Encrypt(inputs, _args.Key!, identity);
        return inputs;
    }

    private IEnumerable<ManagementPolicyRuleArgs> Rules()
    {
        var versions = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = _args.VersionsKeptDays };
        yield return Rule("drop-old-versions", new() { Version = new ManagementPolicyVersionArgs { Delete = versions } });
        if (_args.CoolAfterDays is { } days)
        {
            var cool = new DateAfterModificationArgs { DaysAfterModificationGreaterThan = days };
            yield return Rule("cool-down", new() { BaseBlob = new ManagementPolicyBaseBlobArgs { TierToCool = cool } });
        }
    }

    private static ManagementPolicyRuleArgs Rule(string name, ManagementPolicyActionArgs actions) => new()
    {
        Name = name,
        Enabled = true,
        Type = RuleType.Lifecycle,
        Definition = new ManagementPolicyDefinitionArgs
        {
            Actions = actions,
            Filters = new ManagementPolicyFilterArgs { BlobTypes = { "blockBlob" } },
        },
    };
}
