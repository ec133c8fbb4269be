using K8tre.Components.Azure;

namespace K8tre.Tests.Azure;

/// <summary>Inputs that the tests of Azure's components share.</summary>
internal static class AzureComponents
{
    public static AzureSite Site { get; } = new()
    {
        Region = "uksouth",
        SubscriptionId = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
        TenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee",
        ResourceGroup = "rg",
    };
}
