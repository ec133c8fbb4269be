using System.Text.Json;

namespace K8tre.Tests.Offline.Bindings;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Pulumi.Kubernetes.Core.V1.Namespace")]
    [InlineData("Pulumi.Kubernetes.Types.Inputs.Core.V1.NamespaceArgs")]
    [InlineData("Pulumi.Kubernetes.Types.Inputs.Meta.V1.ObjectMetaArgs")]
    [InlineData("Pulumi.Kubernetes.Types.Outputs.Meta.V1.ObjectMeta")]
    [InlineData("Pulumi.Kubernetes.Types.Inputs.Provider.HelmReleaseSettingsArgs")]
    [InlineData("Pulumi.Kubernetes.Rbac.V1.ClusterRoleBinding")]
    [InlineData("Pulumi.Kubernetes.Networking.V1.NetworkPolicy")]
    [InlineData("Pulumi.Kubernetes.Yaml.V2.ConfigGroup")]
    [InlineData("Pulumi.Kubernetes.Kustomize.V2.Directory")]
    [InlineData("Pulumi.Kubernetes.ApiExtensions.CustomResource")]
    [InlineData("Pulumi.Command.Remote.Inputs.ProxyConnectionArgs")]
    [InlineData("Pulumi.Command.Local.Run")]
    [InlineData("Pulumi.Random.RandomPassword")]
    [InlineData("Pulumi.Tls.Inputs.SelfSignedCertSubjectArgs")]
    [InlineData("Pulumi.Aws.GetCallerIdentity")]
    [InlineData("Pulumi.Aws.Eks.Inputs.ClusterVpcConfigArgs")]
    [InlineData("Pulumi.Aws.CloudWatch.LogGroup")]
    [InlineData("Pulumi.Aws.SecretsManager.SecretVersion")]
    [InlineData("Pulumi.Aws.WafV2.WebAcl")]
    [InlineData("Pulumi.Aws.Vpc.SecurityGroupIngressRule")]
    [InlineData("Pulumi.AzureNative.ContainerService.ManagedCluster")]
    [InlineData("Pulumi.AzureNative.ContainerService.AgentPoolMode")]
    [InlineData("Pulumi.AzureNative.ContainerRegistry.Registry")]
    [InlineData("Pulumi.AzureNative.KeyVault.Inputs.VaultPropertiesArgs")]
    [InlineData("Pulumi.AzureNative.ManagedIdentity.FederatedIdentityCredential")]
    [InlineData("Pulumi.AzureNative.OperationalInsights.Workspace")]
    [InlineData("Pulumi.AzureNative.PrivateDns.VirtualNetworkLink")]
    [InlineData("Pulumi.AzureNative.Network.Outputs.SubnetResponse")]
    public void A_type_lies_in_its_official_namespace_and_assembly(string name)
    {
        Assert.NotNull(Official(name));
    }

    // Neither the Node SDK nor a rule tells C#'s spelling of a module. Read it in sdk/dotnet of the provider's repository, and add it here.
    [Theory]
    [InlineData(
        typeof(Pulumi.Aws.Provider),
        "Acm Backup Budgets CloudWatch CodeBuild CodeConnections Ec2 Ec2TransitGateway Ecr Efs Eks GuardDuty Iam Kms LB NetworkFirewall "
        + "Route53 S3 SecretsManager Ssm Vpc WafV2")]
    [InlineData(
        typeof(Pulumi.AzureNative.Provider),
        "App Authorization Compute Consumption ContainerRegistry ContainerService DataProtection Dns DnsResolver KeyVault "
        + "KubernetesConfiguration ManagedIdentity Monitor Network OperationalInsights PrivateDns Resources Storage")]
    public void Every_module_that_is_generated_has_its_official_spelling(System.Type provider, string modules)
    {
        var spelling = modules.Split(' ').ToDictionary(module => module.ToLowerInvariant());
        var package = provider.Assembly.GetName().Name!;
        using var used = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "offline", "schemas", "resources.json")));

        Assert.All(
            Tokens(used, package == "Pulumi.Aws" ? "aws" : "azure-native"),
            token => Assert.NotNull(Official($"{package}.{spelling[token.Module]}.{token.Class}")));
    }

    [Theory]
    [InlineData("Pulumi.Aws.Iam.GetPolicyDocumentArgs")]
    [InlineData("Pulumi.Aws.Iam.GetPolicyDocumentInvokeArgs")]
    [InlineData("Pulumi.Aws.Iam.GetPolicyDocumentResult")]
    [InlineData("Pulumi.Aws.Iam.Inputs.GetPolicyDocumentStatementArgs")]
    [InlineData("Pulumi.Aws.Iam.Inputs.GetPolicyDocumentStatementInputArgs")]
    [InlineData("Pulumi.Aws.Iam.Outputs.GetPolicyDocumentStatementResult")]
    [InlineData("Pulumi.Aws.Eks.ClusterState")]
    [InlineData("Pulumi.Aws.Eks.Inputs.ClusterVpcConfigGetArgs")]
    public void A_bridged_provider_has_variants_of_a_type_for_functions_and_for_states(string name)
    {
        Assert.NotNull(Official(name));
    }

    [Theory]
    [InlineData("Pulumi.AzureNative.ContainerService.ManagedClusterState")]
    [InlineData("Pulumi.Kubernetes.Core.V1.NamespaceState")]
    [InlineData("Pulumi.Command.Remote.CommandState")]
    public void Only_bridged_providers_have_states(string name)
    {
        Assert.Null(Official(name));
    }

    [Theory]
    [InlineData("Pulumi.Aws.Iam.PolicyArgs", "PolicyDocument")]
    [InlineData("Pulumi.Aws.S3.BucketArgs", "BucketName")]
    [InlineData("Pulumi.Aws.NetworkFirewall.FirewallPolicyArgs", "FirewallPolicyConfiguration")]
    [InlineData("Pulumi.Aws.NetworkFirewall.RuleGroupArgs", "RuleGroupConfiguration")]
    [InlineData("Pulumi.Kubernetes.ProviderArgs", "KubeConfig")]
    [InlineData("Pulumi.Kubernetes.Types.Inputs.Core.V1.ContainerPortArgs", "ContainerPortValue")]
    [InlineData("Pulumi.AzureNative.ContainerService.ManagedClusterArgs", "EnableRBAC")]
    [InlineData("Pulumi.AzureNative.ContainerService.ManagedClusterArgs", "DiskEncryptionSetID")]
    [InlineData("Pulumi.AzureNative.ContainerService.Inputs.ContainerServiceNetworkProfileArgs", "DnsServiceIP")]
    public void A_member_carries_its_official_name(string type, string member)
    {
        Assert.NotNull(Official(type)!.GetProperty(member));
    }

    [Theory]
    [InlineData("Pulumi.Kubernetes.Types.Inputs.Helm.V3.ReleaseArgs", false)]
    [InlineData("Pulumi.Kubernetes.Types.Inputs.Helm.V3.RepositoryOptsArgs", false)]
    [InlineData("Pulumi.Kubernetes.ProviderArgs", true)]
    [InlineData("Pulumi.Command.Remote.CommandArgs", true)]
    [InlineData("Pulumi.Aws.Ec2.VpcArgs", true)]
    [InlineData("Pulumi.AzureNative.Network.Outputs.SubnetResponse", true)]
    public void Argument_classes_are_sealed_except_those_of_Kubernetes(string type, bool isSealed)
    {
        Assert.Equal(isSealed, Official(type)!.IsSealed);
    }

    private static IEnumerable<(string Module, string Class)> Tokens(JsonDocument used, string package) =>
        used.RootElement.GetProperty("packages").GetProperty(package).GetProperty("resources").EnumerateArray()
            .Select(token => token.GetString()!.Split(':', '/'))
            .Select(parts => (parts[1], parts[^1]));

    /// <summary>The type of this name in the package that its first two words name; null when there is none.</summary>
    private static Type? Official(string name) => Type.GetType($"{name}, {string.Join('.', name.Split('.')[..2])}");
}
