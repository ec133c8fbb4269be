using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.AzureNative.ContainerRegistry.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>
/// Container registry without public access. It stores the operator's images and caches those of other registries, so that nodes need no other
/// registry.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/container-registry/container-registry-private-link</remarks>
public sealed class ContainerRegistry : ComponentResource
{
    private readonly string _name;
    private readonly ContainerRegistryArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Creates the registry, its cache rules and the role assignments of the pullers.</summary>
    public ContainerRegistry(string name, ContainerRegistryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ContainerRegistry", name, options)
    {
        (_name, _args, _inside) = (name, args, new() { Parent = this });

        var identity = args.Key is null ? null : CreateKeyIdentity(args.Key);
        var registry = new Registry(
            name, Inputs(identity), new() { Parent = this, Protect = true, DependsOn = identity is null ? [] : [identity] });
        (Id, LoginServer) = (registry.Id, registry.LoginServer);
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = Id, Workspace = args.LogWorkspace, HasMetrics = true }, _inside);
        _ = new PrivateEndpoint($"{name}-endpoint", new()
        {
            Scope = args.Scope,
            Subnet = args.Subnet,
            Target = Id,
            Service = "registry",
            Zone = args.Zone,
        }, new() { Parent = this });
        foreach (var upstream in args.Upstreams)
            CreateCacheRule(registry, upstream);
        foreach (var (puller, principal) in args.Pullers)
        {
            _ = new RoleGrant(
                $"{name}-{puller}-pull", new() { Role = BuiltInRole.AcrPull, Scope = args.Scope, PrincipalId = principal, ResourceId = Id }, _inside);
        }

        RegisterOutputs();
    }

    /// <summary>Id of the registry.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Login server, <c>{name}.azurecr.io</c>. Cached images are named <c>{login server}/{host}/{name}</c>.</summary>
    [Output("loginServer")]
    public Output<string> LoginServer { get; private set; }

    private UserAssignedIdentity CreateKeyIdentity(CustomerManagedKey key) => new($"{_name}-identity", new()
    {
        Scope = _args.Scope,
        Roles = new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            ["key"] = (BuiltInRole.KeyVaultCryptoServiceEncryptionUser, key.Vault),
        },
    }, new() { Parent = this });

    private RegistryArgs Inputs(UserAssignedIdentity? identity)
    {
        var inputs = new RegistryArgs
        {
            RegistryName = _args.RegistryName,
            ResourceGroupName = _args.Scope.ResourceGroup,
            Location = _args.Scope.Region,
            // The only SKU with private endpoints.
            Sku = new SkuArgs { Name = SkuName.Premium },
            PublicNetworkAccess = PublicNetworkAccess.Disabled,
            NetworkRuleSet = new NetworkRuleSetArgs { DefaultAction = DefaultAction.Deny },
            NetworkRuleBypassOptions = _args.IsScanned ? NetworkRuleBypassOptions.AzureServices : NetworkRuleBypassOptions.None,
            DataEndpointEnabled = true,
            AdminUserEnabled = false,
            AnonymousPullEnabled = false,
            ZoneRedundancy = _args.IsZoneRedundant ? ZoneRedundancy.Enabled : ZoneRedundancy.Disabled,
            Policies = new PoliciesArgs
            {
                // Nobody can import images from it into another registry.
                ExportPolicy = new ExportPolicyArgs { Status = ExportPolicyStatus.Disabled },
                // Azure allows only one of these two. Soft delete helps against mistakes; so images are not deleted by age.
                SoftDeletePolicy = new SoftDeletePolicyArgs { Status = PolicyStatus.Enabled, RetentionDays = _args.DeletedKeptDays },
                RetentionPolicy = new RetentionPolicyArgs { Status = PolicyStatus.Disabled },
                // Only a scanner releases images from quarantine, and Azure has no such scanner.
                QuarantinePolicy = new QuarantinePolicyArgs { Status = PolicyStatus.Disabled },
                // Deprecated: https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation
                TrustPolicy = new TrustPolicyArgs { Status = PolicyStatus.Disabled, Type = TrustPolicyType.Notary },
                // Pipeline jobs pull with such tokens.
                AzureADAuthenticationAsArmPolicy = new AzureADAuthenticationAsArmPolicyArgs { Status = AzureADAuthenticationAsArmPolicyStatus.Enabled },
            },
        };
        if (identity is not null)
        {
            inputs.Identity = new IdentityPropertiesArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = identity.Id.Apply(id => new Dictionary<string, UserIdentityPropertiesArgs> { [id] = new() }),
            };
            inputs.Encryption = new EncryptionPropertyArgs
            {
                Status = EncryptionStatus.Enabled,
                KeyVaultProperties = new KeyVaultPropertiesArgs { Identity = identity.ClientId, KeyIdentifier = _args.Key!.Newest },
            };
        }
        return inputs;
    }

    private void CreateCacheRule(Registry registry, RegistryUpstream upstream)
    {
        var options = new CustomResourceOptions { Parent = this };
        var rule = new CacheRuleArgs
        {
            CacheRuleName = upstream.Word,
            RegistryName = registry.Name,
            ResourceGroupName = _args.Scope.ResourceGroup,
            SourceRepository = $"{upstream.Host}/*",
            TargetRepository = $"{upstream.Host}/*",
        };
        if (upstream.Account is { } account)
        {
            var credentials = new CredentialSet($"{_name}-{upstream.Word}-account", new()
            {
                CredentialSetName = upstream.Word,
                RegistryName = registry.Name,
                ResourceGroupName = _args.Scope.ResourceGroup,
                LoginServer = upstream.Host,
                Identity = new IdentityPropertiesArgs { Type = ResourceIdentityType.SystemAssigned },
                AuthCredentials =
                {
                    new AuthCredentialArgs
                    {
                        Name = CredentialName.Credential1,
                        UsernameSecretIdentifier = account.UserSecret,
                        PasswordSecretIdentifier = account.PasswordSecret,
                    },
                },
            }, _inside);
            options.DependsOn = new RoleGrant($"{_name}-{upstream.Word}-secrets", new()
            {
                Role = BuiltInRole.KeyVaultSecretsUser,
                Scope = _args.Scope,
                PrincipalId = credentials.Identity.Apply(identity => identity!.PrincipalId!),
                ResourceId = account.Vault,
            }, _inside);
            rule.CredentialSetResourceId = credentials.Id;
        }
        _ = new CacheRule($"{_name}-{upstream.Word}", rule, options);
    }
}
