using System.Reflection;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Tests.GitOps.Registration;

/// <summary>The labels that we write, against the ApplicationSets that read them.</summary>
public sealed class ContractTests
{
    // What each platform's cluster Secret says. Azure's store is the Kubernetes one: there is no other overlay for it.
    private static RegisteredCluster Cluster(string vendor, string environment, params (string Label, string Value)[] more)
    {
        var labels = new Dictionary<string, string>
        {
            ["environment"] = environment,
            ["vendor"] = vendor,
            ["external-dns"] = vendor,
            ["secret-store"] = vendor == "aws" ? "aws" : "kubernetes",
            ["external-domain"] = "tre.example.org",
            ["region"] = "somewhere",
            ["cluster-name"] = $"tre-{environment}",
        };
        foreach (var (label, value) in more)
            labels[label] = value;
        return new("tre", labels);
    }

    public static TheoryData<string, string, int> Platforms => new()
    {
        { "k3s", "dev", 18 }, { "k3s", "stg", 18 }, { "k3s", "prd", 19 },
        { "azure", "dev", 16 }, { "azure", "stg", 16 }, { "azure", "prd", 17 },
        { "aws", "dev", 16 }, { "aws", "stg", 16 }, { "aws", "prd", 17 },
    };

    [Fact]
    public void There_are_twenty_one_application_sets_and_all_but_one_use_the_plugin()
    {
        Assert.Equal(21, MatrixGenerator.All.Count);
        Assert.Equal("cnpg", Assert.Single(MatrixGenerator.All, set => set.Plugin is null).Name);
        Assert.All(MatrixGenerator.All.Where(set => set.Plugin is not null), set => Assert.Equal("kustomize-with-envsubst-v1.0", set.Plugin));
    }

    [Theory, MemberData(nameof(Platforms))]
    public void A_platform_gets_its_applications(string vendor, string environment, int count)
    {
        var applications = MatrixGenerator.Run(Cluster(vendor, environment));

        Assert.Equal(count, applications.Count);
        Assert.Equal(count, applications.Select(application => application.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Platforms))]
    public void Every_variable_of_every_application_has_a_value(string vendor, string environment, int count)
    {
        var variables = MatrixGenerator.Run(Cluster(vendor, environment)).SelectMany(application => application.Variables).ToArray();

        // Each application but cnpg's gets at least one.
        Assert.True(variables.Length >= count - 1);
        Assert.All(variables, variable => Assert.NotEqual("", variable.Value));
    }

    [Theory, MemberData(nameof(Platforms))]
    public void The_table_that_a_plan_shows_says_what_the_generators_make(string vendor, string environment, int count)
    {
        var cluster = Cluster(vendor, environment);

        var names = K8treApplication.NamesOn(cluster.Name, cluster.Labels);

        Assert.Equal(MatrixGenerator.Run(cluster).Select(application => application.Name), names);
        Assert.Equal(count, names.Count);
    }

    public static TheoryData<string> Skippable => [.. ClusterLabels.Skippable];

    [Theory, MemberData(nameof(Skippable))]
    public void What_is_skipped_is_neither_generated_nor_shown(string application)
    {
        var cluster = Cluster("k3s", "dev", (ClusterLabels.Skip(application), "true"));

        var names = K8treApplication.NamesOn(cluster.Name, cluster.Labels);

        Assert.Equal(17, names.Count);
        Assert.DoesNotContain($"{application}-tre", names);
        Assert.Equal(MatrixGenerator.Run(cluster).Select(generated => generated.Name), names);
    }

    // prod: the three folders that upstream left beside prd. Vendor: seven Applications have overlays by vendor on K3s.
    [Theory]
    [InlineData("environment", "prod", 3)]
    [InlineData("environment", "test", 0)]
    [InlineData("vendor", "bare-metal", 11)]
    [InlineData("secret-store", "azure", 17)]
    [InlineData("external-dns", "none", 17)]
    public void An_unknown_value_of_a_label_costs_applications(string label, string value, int left) =>
        Assert.Equal(left, MatrixGenerator.Run(Cluster("k3s", "dev", (label, value))).Count);

    [Fact]
    public void Every_label_that_is_read_is_known_and_every_label_that_is_known_is_read()
    {
        var known = typeof(ClusterLabels).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Concat(ClusterLabels.Skippable.Select(ClusterLabels.Skip));

        // The address range is read by the root application's repair alone.
        Assert.Equal(
            MatrixGenerator.All.SelectMany(set => set.LabelsRead).Append(ClusterLabels.MetalLbIpRange).Distinct().Order(),
            known.Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-dev")]
    [InlineData("dev.")]
    [InlineData("192.0.2.0/24")]
    [InlineData("a b")]
    [InlineData("dev\n")]
    public void A_text_that_no_label_holds_is_refused(string value)
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterLabels.Value("region", value));

        Assert.StartsWith($"region is \"{value}\"; write 1 to 63 letters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_holds_sixty_three_characters_and_no_more()
    {
        Assert.Equal(63, ClusterLabels.Value("region", new('a', 63)).Length);
        Assert.Throws<ArgumentException>(() => ClusterLabels.Value("region", new('a', 64)));
    }
}
