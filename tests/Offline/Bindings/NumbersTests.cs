using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Efs;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.DataProtection.Inputs;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.AzureNative.Storage.Inputs;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Random;

namespace K8tre.Tests.Offline.Bindings;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(typeof(ConnectionArgs), nameof(ConnectionArgs.Port))]
    [InlineData(typeof(AgentPoolArgs), nameof(AgentPoolArgs.SpotMaxPrice))]
    [InlineData(typeof(BudgetArgs), nameof(BudgetArgs.Amount))]
    [InlineData(typeof(FileSystemArgs), nameof(FileSystemArgs.ProvisionedThroughputInMibps))]
    [InlineData(
        typeof(LaunchTemplateInstanceRequirementsNetworkBandwidthGbpsArgs),
        nameof(LaunchTemplateInstanceRequirementsNetworkBandwidthGbpsArgs.Min))]
    [InlineData(typeof(TaggingCriteriaArgs), nameof(TaggingCriteriaArgs.TaggingPriority))]
    [InlineData(typeof(SoftDeleteSettingsArgs), nameof(SoftDeleteSettingsArgs.RetentionDurationInDays))]
    [InlineData(typeof(DateAfterCreationArgs), nameof(DateAfterCreationArgs.DaysAfterCreationGreaterThan))]
    [InlineData(typeof(DateAfterModificationArgs), nameof(DateAfterModificationArgs.DaysAfterModificationGreaterThan))]
    [InlineData(typeof(KeyAttributesArgs), nameof(KeyAttributesArgs.Expires))]
    public void A_number_that_may_have_a_fraction_or_64_bits_is_a_double(System.Type type, string member)
    {
        Assert.Equal(typeof(Input<double>), type.GetProperty(member)!.PropertyType);
    }

    [Theory]
    [InlineData(typeof(ConnectionArgs), nameof(ConnectionArgs.DialErrorLimit))]
    [InlineData(typeof(AgentPoolArgs), nameof(AgentPoolArgs.Count))]
    [InlineData(typeof(SecretAttributesArgs), nameof(SecretAttributesArgs.Expires))]
    [InlineData(typeof(ServicePortArgs), nameof(ServicePortArgs.Port))]
    [InlineData(typeof(RandomPasswordArgs), nameof(RandomPasswordArgs.Length))]
    public void Other_numbers_are_integers(System.Type type, string member)
    {
        Assert.Equal(typeof(Input<int>), type.GetProperty(member)!.PropertyType);
    }

    [Fact]
    public void A_number_or_name_is_a_union_of_both()
    {
        var targetPort = typeof(ServicePortArgs).GetProperty(nameof(ServicePortArgs.TargetPort))!;

        Assert.Equal(typeof(InputUnion<int, string>), targetPort.PropertyType);
    }
}
