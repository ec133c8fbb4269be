using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Azure;

/// <summary>Tests of the production platform on Azure with its clusters together.</summary>
public sealed class ProdPlanTests(ProdPlan prod) : IClassFixture<ProdPlan>
{
    private static readonly string[] Clusters = ["k8tre-management", "k8tre-stg", "k8tre-prd"];

    [Fact]
    public void The_plan_is_the_approved_one() => ApprovedPlan.Verify("prod", prod.Plan);

    [Fact]
    public void Three_clusters_have_three_networks_and_share_one_firewall()
    {
        Assert.Equal(
            Clusters.Select(cluster => $"{cluster}-aks").Order(),
            OfType("azure-native:containerservice:ManagedCluster").Select(cluster => cluster.Name).Order());
        Assert.Equal(4, OfType("azure-native:network:VirtualNetwork").Count());
        Assert.Single(OfType("azure-native:network:AzureFirewall"));
    }

    [Fact]
    public void No_cluster_waits_for_another_cluster() => Assert.All(
        OfType("azure-native:containerservice:ManagedCluster"),
        one => Assert.All(
            OfType("azure-native:containerservice:ManagedCluster").Where(other => other != one),
            other => Assert.False(prod.ComesAfter(one, other), $"{one.Name} {other.Name}")));

    [Fact]
    public void Pipelines_get_their_roles_on_every_resource_group_after_it_exists()
    {
        var granted = OfType("azure-native:authorization:RoleAssignment")
            .Where(grant => grant.Name.StartsWith("k8tre-pipelines-access-", StringComparison.Ordinal))
            .ToList();

        Assert.All(OfType("azure-native:resources:ResourceGroup"), group =>
        {
            var grants = granted
                .Where(grant => ((string?)grant.Inputs["scope"])!.EndsWith($"/resourceGroups/{group.Name}", StringComparison.Ordinal))
                .ToList();
            Assert.Equal(4, grants.Count);
            Assert.All(grants, grant => Assert.True(prod.ComesAfter(grant, group), $"{grant.Name} {group.Name}"));
        });
    }

    [Fact]
    public void A_lock_is_created_after_the_resources_of_what_it_locks_and_deleted_before_them()
    {
        var locks = Locks.ToList();

        Assert.Equal(
            [
                "k8tre-lock-backups", "k8tre-lock-flows", "k8tre-lock-flows-vault", "k8tre-lock-logs", "k8tre-lock-registry",
                "k8tre-management-lock-vault", "k8tre-prd-backup-lock-objects", "k8tre-prd-lock-vault", "k8tre-stg-backup-lock-objects",
                "k8tre-stg-lock-vault",
            ],
            locks.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(locks, one =>
        {
            var holder = (string?)one.Inputs["scope"];
            var hanging = prod.Plan.Resources
                .Where(resource => new[] { "scope", "resourceUri", "privateLinkServiceConnections.0.privateLinkServiceId" }
                .Any(path => resource.Type != one.Type && resource.Inputs.At(path)?.ToString() is { } at && (at == holder || at.StartsWith(
                    $"{holder}/",
                    StringComparison.Ordinal)))).ToList();
            Assert.NotEmpty(hanging);
            Assert.All(hanging, other => Assert.True(prod.ComesAfter(one, other), $"{one.Name} {other.Name}"));
        });
        Assert.All(
            OfType("azure-native:dataprotection:BackupInstance"),
            instance => Assert.True(prod.ComesAfter(locks.Single(one => one.Name == "k8tre-lock-backups"), instance), instance.Name));
    }

    [Fact]
    public void The_list_of_dependants_is_deleted_first_so_that_a_refusal_stops_everything()
    {
        var list = prod["kubernetes:core/v1:ConfigMap", "k8tre-dependants"];

        Assert.Empty(
            prod.Plan.Resources
                .Where(resource => resource.Custom && resource != list && !prod.ComesAfter(list, resource))
                .Select(resource => $"{resource.Name} ({resource.Type})"));
    }

    [Fact]
    public void Pools_of_one_cluster_are_created_one_after_another_and_those_of_two_clusters_concurrently()
    {
        var (work, batch, gpu, other) = (Pool("prd-aks-work"), Pool("prd-aks-batch"), Pool("prd-aks-gpu"), Pool("stg-aks-work"));

        Assert.True(prod.ComesAfter(batch, work) && prod.ComesAfter(gpu, batch));
        Assert.All([work, batch, gpu], pool => Assert.False(prod.ComesAfter(pool, other) || prod.ComesAfter(other, pool), pool.Name));

        PlanResource Pool(string name) => prod["azure-native:containerservice:AgentPool", $"k8tre-{name}"];
    }

    [Fact]
    public void Cilium_waits_only_for_pools_up_to_one_that_accepts_every_pod()
    {
        var cilium = prod["kubernetes:helm.sh/v3:Release", "k8tre-prd-network-cilium"];

        Assert.True(prod.ComesAfter(cilium, prod["azure-native:containerservice:AgentPool", "k8tre-prd-aks-work"]));
        Assert.All(
            ["batch", "gpu"],
            pool => Assert.False(prod.ComesAfter(cilium, prod["azure-native:containerservice:AgentPool", $"k8tre-prd-aks-{pool}"]), pool));
    }

    [Theory, InlineData("stg"), InlineData("prd")]
    public void Backups_are_installed_after_the_network_and_their_network_policies(string environment)
    {
        var cluster = $"k8tre-{environment}";
        var (pods, access) = (
            prod["azure-native:kubernetesconfiguration:Extension", $"{cluster}-backup"],
            prod["azure-native:containerservice:TrustedAccessRoleBinding", $"{cluster}-backup-access"]);
        var pools = OfType("azure-native:containerservice:AgentPool")
            .Where(pool => pool.Name.StartsWith(cluster, StringComparison.Ordinal))
            .ToArray();
        PlanResource[] before =
        [
            prod["kubernetes:helm.sh/v3:Release", $"{cluster}-network-cilium"],
            .. prod.Plan.Resources.Where(resource => resource.Name.StartsWith(
                $"{cluster}-backup-network-policy-",
                StringComparison.Ordinal)),
        ];

        Assert.True(before.Length >= 3 && pools.Length >= 1);
        Assert.All(
            [pods, access],
            later => Assert.All(before, earlier => Assert.True(prod.ComesAfter(later, earlier), $"{later.Name} {earlier.Name}")));
        // AKS rejects other changes of a cluster while it creates a pool.
        Assert.All(pools, pool => Assert.True(prod.ComesAfter(access, pool) && prod.ComesAfter(pods, pool), pool.Name));
    }

    [Theory, MemberData(nameof(AllClusters))]
    public void Agents_of_AKS_keep_their_way_out(string cluster)
    {
        var policies = OfType("kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy")
            .Where(policy => policy.Name.StartsWith($"{cluster}-agents-", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(4, policies.Length);
        Assert.All(
            policies,
            policy => Assert.True(
                prod.ComesAfter(policy, prod["kubernetes:helm.sh/v3:Release", $"{cluster}-network-cilium"]), policy.Name));
    }

    [Theory, InlineData("stg", "stg.tre.example.org"), InlineData("prd", "tre.example.org")]
    public void The_name_of_the_directory_resolves_before_Argo_CD_installs_the_directory(string environment, string domain)
    {
        var name = prod["kubernetes:core/v1:ConfigMapPatch", $"k8tre-{environment}-directory-name"];

        Assert.Contains(
            $" dc0.ad.{domain} ", (string)name.Inputs["data"]!["k8tre-directory.override"]!, StringComparison.Ordinal);
        Assert.True(prod.ComesAfter(prod["kubernetes:core/v1:Secret", $"k8tre-{environment}-registration"], name));
    }

    [Theory, InlineData("stg"), InlineData("prd")]
    public void The_places_of_backups_wait_for_no_cluster(string environment)
    {
        PlanResource[] places =
        [
            prod["azure-native:storage:StorageAccount", $"k8tre-{environment}-backup-objects"],
            prod["azure-native:authorization:RoleAssignment", $"k8tre-{environment}-backup-snapshots"],
            prod["azure-native:authorization:RoleAssignment", $"k8tre-{environment}-backup-writes-snapshots"],
        ];

        Assert.All(
            places,
            place => Assert.DoesNotContain(
                OfType("azure-native:containerservice:ManagedCluster"),
                cluster => prod.ComesAfter(place, cluster)));
    }

    [Theory]
    [InlineData("azure-native:network:VirtualNetwork", "allLogs"), InlineData("azure-native:network:PublicIPAddress", "allLogs")]
    [InlineData("azure-native:operationalinsights:Workspace", null)]
    public void Networks_public_addresses_and_the_workspace_itself_have_diagnostic_settings(string type, string? logs) =>
        Assert.All(OfType(type), resource => Assert.Contains(
        OfType("azure-native:monitor:DiagnosticSetting"),
        setting => (string?)setting.Inputs["resourceUri"] == resource.Id && (string?)setting.Inputs.At("logs.0.categoryGroup") == logs));

    [Fact]
    public void Networks_are_peered_with_the_hub_and_never_with_each_other()
    {
        var hub = prod["azure-native:network:VirtualNetwork", "k8tre-hub"];

        Assert.All(OfType("azure-native:network:VirtualNetworkPeering"), peering => Assert.True(
            (string?)peering.Inputs["virtualNetworkName"] == (string?)hub.Inputs["virtualNetworkName"]
                ^ (string?)peering.Inputs.At("remoteVirtualNetwork.id") == hub.Id,
            peering.Name));
    }

    [Fact]
    public void The_firewall_allows_the_management_cluster_to_reach_the_API_servers_of_the_others()
    {
        var rules = OfType("azure-native:network:FirewallPolicyRuleCollectionGroup").Single().Inputs["ruleCollections"]!.AsArray()
            .SelectMany(collection => collection!["rules"]!.AsArray())
            .Where(rule => ((string?)rule!["name"])!.StartsWith(
                "argo-cd-",
                StringComparison.Ordinal) && (string?)rule["ruleType"] == "NetworkRule")
            .Select(
                rule =>
                    (
                        (string?)rule!.At("sourceAddresses.0"),
                        (string?)rule.At("destinationAddresses.0"),
                        (string?)rule.At("destinationPorts.0")));

        // From the nodes of the management cluster to the API servers of stg and prd.
        Assert.Equal([("10.64.128.0/20", "10.64.80.128/26", "443"), ("10.64.128.0/20", "10.64.112.128/26", "443")], rules);
    }

    [Theory, InlineData("stg"), InlineData("prd")]
    public void Argo_CD_signs_in_with_its_identity_and_has_no_token(string environment)
    {
        Assert.DoesNotContain(
            prod.Plan.Resources,
            resource =>
                resource.Type == "kubernetes:core/v1:Secret" && (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token"
                    && resource.Name.Contains(
                environment,
                StringComparison.Ordinal));
        var identity = prod["azure-native:managedidentity:UserAssignedIdentity", "k8tre-management-argocd-identity"];
        var binding = prod["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", $"k8tre-{environment}-argocd-access-binding"];
        var subject = binding.Inputs.At("subjects.0")!;
        Assert.Equal(("User", (string?)identity.Outputs["principalId"]), ((string?)subject["kind"], (string?)subject["name"]));
    }

    [Fact]
    public void The_pods_of_Argo_CD_use_its_identity()
    {
        var values = prod["kubernetes:helm.sh/v3:Release", "k8tre-management-argocd"].Inputs["values"]!;
        var principal = prod["azure-native:managedidentity:UserAssignedIdentity", "k8tre-management-argocd-identity"];
        var identity = (string?)principal.Outputs["clientId"];

        Assert.All(["controller", "server", "applicationSet"], part =>
        {
            Assert.Equal("true", (string?)values[part]!["podLabels"]!["azure.workload.identity/use"]);
            Assert.Equal(identity, (string?)values[part]!.At("serviceAccount.annotations")!["azure.workload.identity/client-id"]);
        });
    }

    [Theory, MemberData(nameof(AllClusters))]
    public void Kube_proxy_is_removed_after_Cilium_is_installed(string cluster) => Assert.True(prod.ComesAfter(
        prod["kubernetes:apps/v1:DaemonSetPatch", $"{cluster}-kube-proxy"],
        prod["kubernetes:helm.sh/v3:Release", $"{cluster}-network-cilium"]));

    public static TheoryData<string> AllClusters => [.. Clusters];

    [Theory, MemberData(nameof(AllClusters))]
    public void A_vault_is_locked_and_protected_and_kept_with_its_resource_group(string cluster)
    {
        var vault = prod["azure-native:keyvault:Vault", $"{cluster}-vault"];

        AssertStays(vault, $"rg-{cluster}-data");
        Assert.Contains(Locks, one => (string?)one.Inputs["scope"] == vault.Id && (string?)one.Inputs["level"] == "CanNotDelete");
    }

    [Theory, InlineData("stg"), InlineData("prd")]
    public void The_account_of_file_shares_is_kept_and_has_no_lock(string environment)
    {
        var account = prod["azure-native:storage:StorageAccount", $"k8tre-{environment}-shares"];

        AssertStays(account, $"rg-k8tre-{environment}-data");
        Assert.DoesNotContain(Locks, one => ((string)one.Inputs["scope"]!).StartsWith(account.Id!, StringComparison.Ordinal));
    }

    [Fact]
    public void Clusters_of_environments_are_backed_up_and_the_management_cluster_is_not() => Assert.Equal(
        ["k8tre-prd-backup-instance", "k8tre-stg-backup-instance"],
        OfType("azure-native:dataprotection:BackupInstance").Select(instance => instance.Name).Order());

    [Fact]
    public void Every_storage_account_is_encrypted_with_a_key_of_the_platform()
    {
        var accounts = OfType("azure-native:storage:StorageAccount").ToArray();

        // Shares and backups of two environments, and flow logs.
        Assert.Equal(5, accounts.Length);
        Assert.All(accounts, account =>
        {
            Assert.Equal("Microsoft.Keyvault", (string?)account.Inputs["encryption"].At("keySource"));
            Assert.Equal("storage", (string?)account.Inputs["encryption"].At("keyVaultProperties.keyName"));
        });
    }

    [Fact]
    public void Flow_logs_survive_the_loss_of_a_zone() => Assert.Equal(
        "Standard_ZRS", (string?)prod["azure-native:storage:StorageAccount", "k8tre-flows"].Inputs["sku"].At("name"));

    private IEnumerable<PlanResource> Locks => OfType("azure-native:authorization:ManagementLockByScope");

    private void AssertStays(PlanResource holder, string group)
    {
        Assert.Equal(group, (string?)holder.Inputs["resourceGroupName"]);
        Assert.All(
            [holder, prod["azure-native:resources:ResourceGroup", group]],
            kept => Assert.True(kept.Options is { Protect: true, RetainOnDelete: true }, kept.Name));
    }

    private IEnumerable<PlanResource> OfType(string type) => prod.Plan.Resources.Where(resource => resource.Type == type);
}
