using Pulumi.Aws.Efs;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.ContainerService;
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
    public void A_number_that_may_have_a_fraction_is_a_double(System.Type type, string member)
    {
        Assert.Equal(typeof(Input<double>), type.GetProperty(member)!.PropertyType);
    }

    [Theory]
    [InlineData(typeof(ConnectionArgs), nameof(ConnectionArgs.DialErrorLimit))]
    [InlineData(typeof(AgentPoolArgs), nameof(AgentPoolArgs.Count))]
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
