using K8tre.Automation.Needs;
using K8tre.Components;
using K8tre.Components.Aws.Network;
using K8tre.Components.Egress;
using K8tre.Tests.Aws;

namespace K8tre.Tests;

public sealed class ImageMirrorsTests
{
    private const string Ecr = "123456789012.dkr.ecr.eu-west-2.amazonaws.com/tre";

    private static readonly ImageMirrors Mirrors = new()
    {
        Addresses = new Dictionary<string, string>
        {
            ["docker.io"] = "images.example.org:5000/hub",
            ["quay.io"] = "images.example.org:5000/quay.io",
            ["public.ecr.aws"] = "images.example.org:5000/ecr",
        },
    };

    private static readonly ImageMirrors OnEcr = new() { Addresses = new Dictionary<string, string> { ["quay.io"] = $"{Ecr}/quay" } };

    [Theory]
    [InlineData("nginx", "images.example.org:5000/hub/library/nginx")]
    [InlineData("nginx:1.25", "images.example.org:5000/hub/library/nginx:1.25")]
    [InlineData("gitea/gitea:1.21", "images.example.org:5000/hub/gitea/gitea:1.21")]
    [InlineData("docker.io/busybox", "images.example.org:5000/hub/library/busybox")]
    [InlineData("index.docker.io/library/busybox", "images.example.org:5000/hub/library/busybox")]
    [InlineData("quay.io/a/b:1@sha256:0a", "images.example.org:5000/quay.io/a/b:1@sha256:0a")]
    [InlineData("ecr-public.aws.com/docker/library/redis:8", "images.example.org:5000/ecr/docker/library/redis:8")]
    public void An_image_is_taken_from_the_mirror_of_its_registry(string image, string expected) =>
        Assert.Equal(expected, Mirrors.Mirrored(image));

    [Theory]
    [InlineData("ghcr.io/a/b:1")]
    [InlineData("localhost/nginx")]
    [InlineData("registry:5000/nginx")]
    [InlineData("images.example.org:5000/quay.io/a/b:1")]
    public void Other_images_and_those_of_a_mirror_stay(string image) => Assert.Equal(image, Mirrors.Mirrored(image));

    [Fact]
    public void Without_mirrors_nothing_changes() => Assert.Equal("nginx", ImageMirrors.None.Mirrored("nginx"));

    [Theory]
    [InlineData("quay.io/a/b:1@sha256:0a", $"{Ecr}/quay/a/b:1")]
    [InlineData("quay.io/a/b@sha256:0a", "quay.io/a/b@sha256:0a")]
    public void ECR_gets_no_digest_since_it_copies_by_the_tag(string image, string expected) =>
        Assert.Equal(expected, OnEcr.Mirrored(image));

    [Theory, InlineData("https://quay.io", "a"), InlineData("quay.io", "https://a"), InlineData("quay.io", "a b"), InlineData("", "a")]
    public void What_is_no_host_or_address_is_refused(string registry, string address) => Assert.Throws<ArgumentException>(
        () => new ImageMirrors { Addresses = new Dictionary<string, string> { [registry] = address } });

    [Fact]
    public void Names_of_a_registry_with_a_mirror_are_closed_and_others_stay()
    {
        var all = K8treEgress.K8tre.SelectMany(rule => rule.Fqdns);

        var open = K8treEgress.K8tre.Behind(Mirrors).SelectMany(rule => rule.Fqdns).ToArray();

        Assert.Equal(
            [
                "*.quay.io", "auth.docker.io", "d2glxqk2uabbnd.cloudfront.net", "d5l0dvt14r5h8.cloudfront.net",
                "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com", "ecr-public.aws.com",
                "production.cloudflare.docker.com", "production.cloudfront.docker.com", "public.ecr.aws", "quay.io", "registry-1.docker.io",
            ],
            all.Except(open).Order(StringComparer.Ordinal));
    }

    // ECR refers nodes to the registry's own storage for layers that it does not have yet.
    [Fact]
    public void Behind_ECR_the_storage_of_layers_stays_open_and_the_registry_does_not()
    {
        var rules = AwsEgress.Cluster(AwsComponents.Scope);

        var open = rules.Behind(OnEcr).SelectMany(rule => rule.Fqdns).ToArray();

        Assert.Equal(["quay.io"], rules.SelectMany(rule => rule.Fqdns).Except(open));
        Assert.Contains("*.quay.io", open);
    }

    [Fact]
    public void Rules_stay_without_mirrors() => Assert.Equal(K8treEgress.K8tre, K8treEgress.K8tre.Behind(ImageMirrors.None));

    /// <summary>Images of K8TRE that a vendor's clusters pull.</summary>
    internal static string[] ImagesOf(string vendor) =>
    [
        .. WorkloadFacts.Current.Images.Where(fact => fact.Vendors?.Contains(vendor) is not false).Select(fact => fact.Image),
    ];
}
