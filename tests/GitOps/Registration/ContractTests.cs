using System.Reflection;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Tests.GitOps.Registration;

/// <summary>Labels of the cluster Secret compared with the ApplicationSets that read them.</summary>
public sealed class ContractTests
{
    // Labels of each platform's cluster Secret. Azure uses the overlay of the Kubernetes store, because it has none of its own.
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
        Assert.All(
            MatrixGenerator.All.Where(set => set.Plugin is not null), set => Assert.Equal("kustomize-with-envsubst-v1.0", set.Plugin));
    }

    [Theory, MemberData(nameof(Platforms))]
    public void Every_platform_gets_its_applications(string vendor, string environment, int count)
    {
        var applications = MatrixGenerator.Run(Cluster(vendor, environment));

        Assert.Equal(count, applications.Count);
        Assert.Equal(count, applications.Select(application => application.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Platforms))]
    public void Every_variable_of_every_application_has_a_value(string vendor, string environment, int count)
    {
        var variables = MatrixGenerator.Run(Cluster(vendor, environment)).SelectMany(application => application.Variables).ToArray();

        // Every Application except that of cnpg has at least one.
        Assert.True(variables.Length >= count - 1);
        Assert.All(variables, variable => Assert.NotEqual("", variable.Value));
    }

    [Theory, MemberData(nameof(Platforms))]
    public void The_applications_in_a_plan_are_those_that_the_generators_make(string vendor, string environment, int count)
    {
        var cluster = Cluster(vendor, environment);

        var names = K8treApplication.NamesOn(cluster.Name, cluster.Labels);

        Assert.Equal(MatrixGenerator.Run(cluster).Select(application => application.Name), names);
        Assert.Equal(count, names.Count);
    }

    public static TheoryData<string> Skippable => [.. ClusterLabels.Skippable];

    [Theory, MemberData(nameof(Skippable))]
    public void An_excluded_application_is_neither_generated_nor_shown(string application)
    {
        var cluster = Cluster("k3s", "dev", (ClusterLabels.Skip(application), "true"));

        var names = K8treApplication.NamesOn(cluster.Name, cluster.Labels);

        Assert.Equal(17, names.Count);
        Assert.DoesNotContain($"{application}-tre", names);
        Assert.Equal(MatrixGenerator.Run(cluster).Select(generated => generated.Name), names);
    }

    // prod: upstream has three folders with this name. Vendor: on K3s, seven Applications have an overlay for the vendor.
    [Theory]
    [InlineData("environment", "prod", 3)]
    [InlineData("environment", "test", 0)]
    [InlineData("vendor", "bare-metal", 11)]
    [InlineData("secret-store", "azure", 17)]
    [InlineData("external-dns", "none", 17)]
    public void An_unknown_value_of_a_label_excludes_applications(string label, string value, int left) =>
        Assert.Equal(left, MatrixGenerator.Run(Cluster("k3s", "dev", (label, value))).Count);

    [Fact]
    public void The_application_sets_read_all_labels_and_no_others()
    {
        var known = typeof(ClusterLabels).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Concat(ClusterLabels.Skippable.Select(ClusterLabels.Skip));

        // Only a patch of the root application reads the address range.
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
    public void An_invalid_value_of_a_label_is_refused(string value)
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterLabels.Value("region", value));

        Assert.StartsWith($"region is \"{value}\"; write 1 to 63 letters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_has_at_most_sixty_three_characters()
    {
        Assert.Equal(63, ClusterLabels.Value("region", new('a', 63)).Length);
        Assert.Throws<ArgumentException>(() => ClusterLabels.Value("region", new('a', 64)));
    }
}
