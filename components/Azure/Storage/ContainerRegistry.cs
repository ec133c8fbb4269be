using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.ContainerRegistry;
using Pulumi.AzureNative.ContainerRegistry.Inputs;

namespace K8tre.Components.Azure.Storage;

/// <summary>
/// A registry that our own network alone reaches: it holds the operator's images, and passes on those of other registries, so that nodes pull from
/// nowhere else.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/container-registry/container-registry-private-link</remarks>
public sealed class ContainerRegistry : ComponentResource
{
    private readonly string _name;
    private readonly ContainerRegistryArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the registry, and lets the pullers in.</summary>
    public ContainerRegistry(string name, ContainerRegistryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ContainerRegistry", name, options)
    {
        (_name, _args, _inside) = (name, args, new() { Parent = this });

        var registry = new Registry(name, Inputs(), new() { Parent = this, Protect = true });
        args.Logs.CollectWithMetrics($"{name}-logs", registry.Id);
        var link = new PrivateEndpoint(
            $"{name}-endpoint", new() { Scope = args.Scope, Subnet = args.Subnet, Target = registry.Id, Service = "registry", Zone = args.Zone }, new() { Parent = this });
        var passedOn = args.Upstreams.Select(upstream => PassOn(registry, upstream)).ToArray();
        var pullers = args.Pullers
            .Select(puller => BuiltInRole.AcrPull.Grant($"{name}-{puller.Key}-pull", args.Scope, puller.Value, registry.Id, _inside).Id)
            .ToArray();

        Id = Output.Tuple(registry.Id, link.IsReady).Apply(ready => ready.Item1);
        LoginServer = Output.Tuple(registry.LoginServer, link.IsReady, Output.All(pullers), Output.All(passedOn)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the registry. Known once it answers in our network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Host that images are named after, <c>{name}.azurecr.io</c>: those passed on are <c>{host}/{their host}/{their name}</c>. Known once the pullers may pull, and images are passed on.</summary>
    [Output("loginServer")]
    public Output<string> LoginServer { get; private set; }

    private RegistryArgs Inputs()
    {
        var inputs = new RegistryArgs
        {
            RegistryName = _args.RegistryName,
            ResourceGroupName = _args.Scope.ResourceGroup,
            Location = _args.Scope.Region,
            // The only one with private endpoints.
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
                // Nobody imports from it into a registry of their own.
                ExportPolicy = new ExportPolicyArgs { Status = ExportPolicyStatus.Disabled },
                // Azure allows one of the two: what is deleted by mistake can be brought back, and so nothing is deleted by age.
                SoftDeletePolicy = new SoftDeletePolicyArgs { Status = PolicyStatus.Enabled, RetentionDays = _args.DeletedKeptDays },
                RetentionPolicy = new RetentionPolicyArgs { Status = PolicyStatus.Disabled },
                // An image in quarantine stays there until a scanner lets it out, and none that Azure brings does.
                QuarantinePolicy = new QuarantinePolicyArgs { Status = PolicyStatus.Disabled },
                // Azure withdraws it: https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation
                TrustPolicy = new TrustPolicyArgs { Status = PolicyStatus.Disabled, Type = TrustPolicyType.Notary },
                // Jobs of pipelines pull with such tokens.
                AzureADAuthenticationAsArmPolicy = new AzureADAuthenticationAsArmPolicyArgs { Status = AzureADAuthenticationAsArmPolicyStatus.Enabled },
            },
        };
        if (_args.Key is { } key)
        {
            var identity = new UserAssignedIdentity($"{_name}-identity", _args.Scope, new Dictionary<string, (BuiltInRole, Input<string>)>
            {
                ["key"] = (BuiltInRole.KeyVaultCryptoServiceEncryptionUser, key.Vault),
            }, new() { Parent = this });
            inputs.Identity = new IdentityPropertiesArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = identity.Id.Apply(id => new Dictionary<string, UserIdentityPropertiesArgs> { [id] = new() }),
            };
            inputs.Encryption = new EncryptionPropertyArgs
            {
                Status = EncryptionStatus.Enabled,
                KeyVaultProperties = new KeyVaultPropertiesArgs { Identity = identity.ClientId, KeyIdentifier = key.Newest },
            };
        }
        return inputs;
    }

    private Output<string> PassOn(Registry registry, RegistryUpstream upstream)
    {
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
            var reads = BuiltInRole.KeyVaultSecretsUser.Grant(
                $"{_name}-{upstream.Word}-secrets", _args.Scope, credentials.Identity.Apply(identity => identity!.PrincipalId!), account.Vault, _inside);
            rule.CredentialSetResourceId = Output.Tuple(credentials.Id, reads.Id).Apply(ready => ready.Item1);
        }
        return new CacheRule($"{_name}-{upstream.Word}", rule, _inside).Id;
    }
}
