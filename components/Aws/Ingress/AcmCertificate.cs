using Pulumi.Aws.Acm;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="AcmCertificate"/>.</summary>
public sealed record AcmCertificateArgs
{
    /// <summary>Domain name.</summary>
    public required string Domain { get; init; }

    /// <summary>
    /// Id of the public hosted zone of the domain or of a parent domain. Default: none; the domain's owner adds the validation record.
    /// </summary>
    public Input<string>? ZoneId { get; init; }
}

/// <summary>Certificate for a domain and its subdomains. ACM renews it as long as the validation record exists.</summary>
/// <remarks>
/// The controller of load balancers finds the certificate by the host name of K8TRE's Ingress:
/// https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/gateway/aws, https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
/// </remarks>
public sealed class AcmCertificate : ComponentResource
{
    /// <summary>Requests the certificate, and validates it if the zone is known.</summary>
    public AcmCertificate(string name, AcmCertificateArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:AcmCertificate", name, options)
    {
        var (domain, inside) = (args.Domain, new CustomResourceOptions { Parent = this });
        var certificate = new Certificate(name, new()
        {
            DomainName = domain,
            SubjectAlternativeNames = { $"*.{domain}" },
            ValidationMethod = "DNS",
            Tags = { ["Name"] = domain },
        }, inside);
        Request = certificate;
        // The record is the same for a domain and for its subdomains: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
        var proof = certificate.DomainValidationOptions.Apply(options => options[0]);
        ProofName = proof.Apply(option => option.ResourceRecordName!);
        ProofValue = proof.Apply(option => option.ResourceRecordValue!);
        Arn = args.ZoneId is { } zone ? Validate(zone).CertificateArn : certificate.Arn;

        RegisterOutputs();

        CertificateValidation Validate(Input<string> zone)
        {
            var record = new Record($"{name}-proof", new()
            {
                ZoneId = zone,
                Name = ProofName,
                Type = RecordType.CNAME,
                Records = { ProofValue },
                Ttl = 300,
            }, inside);
            return new($"{name}-validation", new() { CertificateArn = certificate.Arn, ValidationRecordFqdns = { record.Fqdn } }, inside);
        }
    }

    /// <summary>
    /// ARN of the certificate. With a zone, it is an output of the validation. Without one, the certificate becomes valid once the domain's
    /// owner has added the record.
    /// </summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>The certificate itself, valid or not. AWS does not delete it while a load balancer uses it.</summary>
    public Resource Request { get; }

    /// <summary>Name of the validation record, of type CNAME.</summary>
    [Output("proofName")]
    public Output<string> ProofName { get; private set; }

    /// <summary>Value of the validation record.</summary>
    [Output("proofValue")]
    public Output<string> ProofValue { get; private set; }
}
