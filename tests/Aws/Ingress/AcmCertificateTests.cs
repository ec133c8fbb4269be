using K8tre.Components.Aws.Ingress;

namespace K8tre.Tests.Aws.Ingress;

public sealed class AcmCertificateTests
{
    private const string Validation = "aws:acm/certificateValidation:CertificateValidation";

    [Fact]
    public async Task It_is_for_the_domain_and_all_names_in_it()
    {
        var (graph, _) = await GraphAsync(hasZone: false);

        var certificate = graph.Inputs("aws:acm/certificate:Certificate").Single().Value;
        Assert.Equal(("dev.example.org", "DNS"), ((string)certificate["domainName"], (string)certificate["validationMethod"]));
        Assert.Equal("""["*.dev.example.org"]""", Json.Of(certificate["subjectAlternativeNames"])!.ToJsonString());
    }

    [Fact]
    public async Task In_a_zone_of_ours_it_is_proved_and_waited_for()
    {
        var (graph, certificate) = await GraphAsync(hasZone: true);

        var record = graph.Inputs("aws:route53/record:Record").Single().Value;
        Assert.Equal(
            ("ZZONE-ID", "_certificate-name.dev.example.org.", "CNAME"),
            ((string)record["zoneId"], (string)record["name"], (string)record["type"]));
        Assert.Equal("""["_certificate-value.acm-validations.aws."]""", Json.Of(record["records"])!.ToJsonString());
        Assert.Equal("arn:certificate", graph.Inputs(Validation).Single().Value["certificateArn"]);
        Assert.Contains(
            await OutputUtilities.GetDependenciesAsync(certificate.Arn), resource => resource is Pulumi.Aws.Acm.CertificateValidation);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Where_the_zone_is_anothers_nothing_waits_and_its_owner_learns_the_record()
    {
        var (graph, certificate) = await GraphAsync(hasZone: false);

        Assert.Empty(graph.Inputs(Validation));
        Assert.Empty(graph.Inputs("aws:route53/record:Record"));
        Assert.Equal("arn:certificate", await OutputUtilities.GetValueAsync(certificate.Arn));
        Assert.Equal("_certificate-name.dev.example.org.", await OutputUtilities.GetValueAsync(certificate.ProofName));
        Assert.Equal("_certificate-value.acm-validations.aws.", await OutputUtilities.GetValueAsync(certificate.ProofValue));
    }

    private static async Task<(ResourceGraph, AcmCertificate)> GraphAsync(bool hasZone)
    {
        AcmCertificate? certificate = null;
        var graph = await ResourceGraph.OfAsync(options => certificate = new AcmCertificate(
            "certificate",
            new()
            {
                Domain = "dev.example.org",
                ZoneId = hasZone
                    ? (Input<string>)new PublicZone("zone", new() { Scope = AwsComponents.Scope, Domain = "example.org" }, options).Id
                    : null,
            },
            options));
        return (graph, certificate!);
    }
}
