using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>What the clusters of a platform on AWS share.</summary>
public sealed record AwsSettings
{
    /// <summary>Id of the account that everything goes into, twelve digits in quotes.</summary>
    [RegularExpression(Formats.AwsAccount, ErrorMessage = Formats.AwsAccountHint)]
    public required string AccountId { get; init; }

    /// <summary>
    /// Addresses of the platform, /14 to /17: a quarter for each environment, an eighth for the management cluster. K8TRE lets pods reach their own
    /// network only inside of 10.0.0.0/16. Default: 10.0.0.0/16.
    /// </summary>
    public IPNetwork AddressSpace { get; init; } = IPNetwork.Parse("10.0.0.0/16");

    /// <summary>Names that clusters reach over HTTPS besides those of AWS, K8TRE and its charts. Default: none.</summary>
    public IReadOnlyList<EgressSettings> Egress { get; init; } = [];

    /// <summary>
    /// Whether what leaves passes AWS Network Firewall. Default: true. Without it only names are refused, by DNS, and addresses are not: a waiver
    /// answers for that.
    /// </summary>
    public bool Firewall { get; init; } = true;

    /// <summary>How many days logs are kept, one of the numbers that CloudWatch knows. Default: 365.</summary>
    [AllowedValues(30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, ErrorMessage = "supply 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653")]
    public int LogRetentionDays { get; init; } = 365;

    /// <summary>A network that exists already, from which operators reach the clusters. Default: none.</summary>
    public TransitSettings? Transit { get; init; }

    /// <summary>
    /// Whether the account's registry has copies of the public images that K8TRE names, for the nodes of the stack's clusters. An account has one registry in a
    /// region: write false in all but one of its stacks. Default: true.
    /// </summary>
    public bool Registry { get; init; } = true;

    /// <summary>Whether GuardDuty watches the account. Default: false, an organisation turns it on for all of its accounts.</summary>
    public bool ThreatDetection { get; init; }

    /// <summary>
    /// Whether the stack makes the role <c>AWSServiceRoleForAutoScaling</c>, which stays. An account has it since its first Auto Scaling group. Default:
    /// false.
    /// </summary>
    public bool AutoScalingRole { get; init; }

    /// <summary>Whether the stack makes a bucket for the state of other stacks, with a key for their secrets, which stay. Default: false.</summary>
    public bool StateBucket { get; init; }

    /// <summary>Mails about what it costs. Default: none.</summary>
    public BudgetSettings? Budget { get; init; }

    /// <summary>A repository on GitHub whose pipelines deploy the platform. Default: none.</summary>
    public AwsPipelineSettings? Pipelines { get; init; }
}
