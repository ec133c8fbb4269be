using Pulumi.Aws.Acm;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Ingress;

/// <summary>A certificate for a domain and all names in it, which AWS renews as long as the record that proves the domain is there.</summary>
/// <remarks>
/// The controller of load balancers finds it by the host of K8TRE's ingress: https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/gateway/aws,
/// https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
/// </remarks>
public sealed class AcmCertificate : ComponentResource
{
    /// <summary>Orders the certificate.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="zone">Its public zone, or one above it. Null: it is not ours, and its owner adds the record.</param>
    /// <param name="options">Resource options.</param>
    public AcmCertificate(string name, string domain, PublicZone? zone, ComponentResourceOptions? options = null)
        : base("k8tre:aws:AcmCertificate", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var certificate = new Certificate(name, new()
        {
            DomainName = domain,
            SubjectAlternativeNames = { $"*.{domain}" },
            ValidationMethod = "DNS",
            Tags = { ["Name"] = domain },
        }, inside);
        Ordered = certificate;
        // The same for a domain and for the names in it: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
        var proof = certificate.DomainValidationOptions.Apply(options => options[0]);
        ProofName = proof.Apply(option => option.ResourceRecordName!);
        ProofValue = proof.Apply(option => option.ResourceRecordValue!);
        Arn = zone is null ? certificate.Arn : Validated(zone).CertificateArn;

        RegisterOutputs();

        CertificateValidation Validated(PublicZone own)
        {
            var record = new Record($"{name}-proof", new()
            {
                ZoneId = own.Id,
                Name = ProofName,
                Type = RecordType.CNAME,
                Records = { ProofValue },
                Ttl = 300,
            }, inside);
            return new($"{name}-validation", new() { CertificateArn = certificate.Arn, ValidationRecordFqdns = { record.Fqdn } }, inside);
        }
    }

    /// <summary>ARN of the certificate. Where the zone is ours, known once it is valid; where not, it is valid once its owner has added the record.</summary>
    [Output("arn")]
    public Output<string> Arn { get; private set; }

    /// <summary>The certificate, valid or not: load balancers may use it as soon as it is, and AWS keeps it as long as they do.</summary>
    public Resource Ordered { get; }

    /// <summary>Name of the record that proves the domain, of type CNAME.</summary>
    [Output("proofName")]
    public Output<string> ProofName { get; private set; }

    /// <summary>Value of that record.</summary>
    [Output("proofValue")]
    public Output<string> ProofValue { get; private set; }
}
