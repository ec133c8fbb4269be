using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Azure;

public sealed class AzureDevPlanTests(AzureDevPlan azure) : IClassFixture<AzureDevPlan>
{
    private PlanResource Cluster => azure["azure-native:containerservice:ManagedCluster", "k8tre-dev-aks"];

    private PlanResource Cilium => azure["kubernetes:helm.sh/v3:Release", "k8tre-dev-network-cilium"];

    private PlanResource ArgoCd => azure["kubernetes:helm.sh/v3:Release", "k8tre-dev-argocd"];

    private PlanResource Registration => azure["kubernetes:core/v1:Secret", "k8tre-dev-registration"];

    private PlanResource Vault => azure["azure-native:keyvault:Vault", "k8tre-dev-vault"];

    private JsonObject ClusterInputs => Cluster.Inputs;

    [Fact]
    public void The_plan_is_the_approved_one() => ApprovedPlan.Verify("azure-dev", azure.Plan);

    [Fact]
    public void K8TRE_installs_its_16_applications_for_Azure() =>
        Assert.Equal(
            16,
            azure.Plan.Resources
                .Single(resource => resource.Type == "k8tre:gitops:ClusterRegistration").Outputs["applications"]!
                .AsArray().Count);

    [Fact]
    public void Labels_match_the_selectors_of_the_overlays_for_Azure()
    {
        var labels = Registration.Inputs.At("metadata.labels")!;

        Assert.Equal(
            ("azure", "azure", "uksouth", "dev", "k8tre-dev", "dev.tre.example.org", "kubernetes"),
            ((string?)labels["vendor"], (string?)labels["external-dns"], (string?)labels["region"], (string?)labels["environment"],
             (string?)labels["cluster-name"], (string?)labels["external-domain"], (string?)labels["secret-store"]));
        Assert.Null(labels["metallb-ip-range"]);
    }

    [Fact]
    public void Resources_are_created_in_order_from_the_firewall_to_Git()
    {
        var rules = azure["azure-native:network:FirewallPolicyRuleCollectionGroup", "k8tre-hub-firewall-rules-egress"];
        var root = azure["kubernetes:argoproj.io/v1alpha1:Application", "k8tre-dev-root"];

        Assert.True(azure.ComesAfter(Cluster, rules));
        Assert.All(OfType("azure-native:network:VirtualNetworkPeering"), peering => Assert.True(azure.ComesAfter(Cluster, peering)));
        Assert.True(azure.ComesAfter(Cilium, Cluster));
        Assert.True(azure.ComesAfter(ArgoCd, Cilium));
        Assert.True(azure.ComesAfter(Registration, ArgoCd));
        Assert.True(azure.ComesAfter(root, Registration));
    }

    [Fact]
    public void The_cluster_waits_for_every_role_of_its_identities() => Assert.All(
        OfType("azure-native:authorization:RoleAssignment").Where(role => role.Name.StartsWith("k8tre-dev-aks-", StringComparison.Ordinal)),
        role => Assert.True(azure.ComesAfter(Cluster, role), role.Name));

    [Fact]
    public void The_API_server_is_private()
    {
        Assert.True((bool)ClusterInputs.At("apiServerAccessProfile.enablePrivateCluster")!);
        Assert.False((bool)ClusterInputs.At("apiServerAccessProfile.enablePrivateClusterPublicFQDN")!);
        Assert.True((bool)ClusterInputs.At("apiServerAccessProfile.disableRunCommand")!);
        Assert.Equal("Disabled", (string?)ClusterInputs["publicNetworkAccess"]);
    }

    [Fact]
    public void Only_users_who_sign_in_to_Entra_have_access()
    {
        Assert.True((bool)ClusterInputs["disableLocalAccounts"]!);
        Assert.True((bool)ClusterInputs.At("aadProfile.enableAzureRBAC")!);
        Assert.Equal("aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb", (string?)ClusterInputs.At("aadProfile.adminGroupObjectIDs.0"));
    }

    [Fact]
    public void AKS_installs_no_CNI_and_Cilium_is_configured_for_it()
    {
        Assert.Equal("none", (string?)ClusterInputs.At("networkProfile.networkPlugin"));
        Assert.True((bool)Cilium.Inputs.At("values.aksbyocni.enabled")!);
        Assert.Equal("k8tre-dev.privatelink.uksouth.azmk8s.io", (string?)Cilium.Inputs.At("values.k8sServiceHost"));
    }

    [Fact]
    public void Outgoing_traffic_goes_through_the_firewall()
    {
        Assert.Equal("userDefinedRouting", (string?)ClusterInputs.At("networkProfile.outboundType"));
        Assert.NotNull(azure["azure-native:network:Subnet", "k8tre-dev-spoke-nodes"].Inputs.At("routeTable.id"));
    }

    [Fact]
    public void A_customer_managed_key_encrypts_etcd_and_disks()
    {
        Assert.True((bool)ClusterInputs.At("securityProfile.azureKeyVaultKms.enabled")!);
        Assert.Equal("Private", (string?)ClusterInputs.At("securityProfile.azureKeyVaultKms.keyVaultNetworkAccess"));
        Assert.True((bool)ClusterInputs.At("apiServerAccessProfile.enableVnetIntegration")!);
        Assert.NotNull(ClusterInputs["diskEncryptionSetID"]);
    }

    [Fact]
    public void All_nodes_have_host_encryption_and_are_in_the_platforms_subnet()
    {
        JsonNode[] pools = [.. ClusterInputs["agentPoolProfiles"]!.AsArray().Select(pool =>
            pool!), .. OfType("azure-native:containerservice:AgentPool").Select(pool => pool.Inputs)];

        Assert.Equal(2, pools.Length);
        Assert.All(pools, pool => Assert.True((bool)pool["enableEncryptionAtHost"]!));
        Assert.All(pools, pool => Assert.False((bool)pool["enableNodePublicIP"]!));
        Assert.All(pools, pool => Assert.NotNull(pool["vnetSubnetID"]));
    }

    [Fact]
    public void The_vault_is_private_and_cannot_be_purged()
    {
        Assert.True((bool)Vault.Inputs.At("properties.enablePurgeProtection")!);
        Assert.True((bool)Vault.Inputs.At("properties.enableRbacAuthorization")!);
        Assert.Equal("Disabled", (string?)Vault.Inputs.At("properties.publicNetworkAccess"));
        Assert.Equal("Deny", (string?)Vault.Inputs.At("properties.networkAcls.defaultAction"));
        Assert.True(Vault.Options.Protect);
    }

    [Fact]
    public void Shares_are_private_and_kept_when_the_stack_is_destroyed()
    {
        var account = azure["azure-native:storage:StorageAccount", "k8tre-dev-shares"];

        Assert.Equal("Disabled", (string?)account.Inputs["publicNetworkAccess"]);
        // The deletion of a resource group deletes everything in it: the group must be kept too, without resources that are deleted.
        var group = azure["azure-native:resources:ResourceGroup", (string)account.Inputs["resourceGroupName"]!];
        Assert.All([account, group], kept => Assert.True(kept.Options.Protect && kept.Options.RetainOnDelete, kept.Name));
        Assert.DoesNotContain(
            OfType("azure-native:containerservice:ManagedCluster"),
            cluster => (string?)cluster.Inputs["resourceGroupName"] == group.Name);
    }

    [Fact]
    public void Every_subnet_except_the_firewalls_has_a_security_group() => Assert.All(
        OfType("azure-native:network:Subnet").Where(subnet => (string?)subnet.Inputs["subnetName"] != "AzureFirewallSubnet"),
        subnet => Assert.NotNull(subnet.Inputs.At("networkSecurityGroup.id")));

    [Fact]
    public void Each_identity_belongs_to_one_ServiceAccount() => Assert.Equal(
        ["system:serviceaccount:cert-manager:cert-manager", "system:serviceaccount:externaldns:externaldns"],
        OfType("azure-native:managedidentity:FederatedIdentityCredential")
            .Select(credential => (string)credential.Inputs["subject"]!)
            .Order());

    [Fact]
    public void The_plugin_replaces_the_values_of_the_overlays()
    {
        var words = ((string)azure["kubernetes:core/v1:ConfigMap", "k8tre-dev-argocd-plugin-replacements"].Inputs.At("data")!["dev"]!)
            .TrimEnd('\n')
            .Split('\n').Select(line => line.Split('\t')).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal("aaaabbbb-0000-cccc-1111-dddd2222eeee", words["30a82846-a29e-4b6b-af27-9b19418ee1b3"]);
        Assert.Equal(("rg-k8tre-dev", "rg-k8tre-dev-data"), (words["rg-kare-con-uks-dns"], words["rg-k8tre-dev-uks-aks"]));
        Assert.Equal(
            (string?)azure["azure-native:storage:StorageAccount", "k8tre-dev-shares"].Inputs["accountName"],
            words["stgk8trecoredev"]);
        Assert.Equal(("dev.tre.example.org", "tre.example.org"), (words["dev.k8tre.org"], words["k8tre.org"]));
        Assert.Equal(
            (string?)azure["azure-native:managedidentity:UserAssignedIdentity", "k8tre-dev-dns-external-dns"].Outputs["clientId"],
            words["da830846-717d-4957-8315-e260999e743f"]);
    }

    [Fact]
    public void The_kubeconfig_is_secret()
    {
        Assert.All(OfType("pulumi:providers:kubernetes"), provider => Assert.Equal("[secret]", (string?)provider.Inputs["kubeconfig"]));
        Assert.Equal("[secret]", (string?)azure.Plan.Outputs.At("dev.kubeConfig"));
    }

    private IEnumerable<PlanResource> OfType(string type) => azure.Plan.Resources.Where(resource => resource.Type == type);
}
