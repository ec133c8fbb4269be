using System.Net;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;

namespace K8tre.Tests.Aws;

/// <summary>Inputs that the tests of AWS's components share.</summary>
internal static class AwsComponents
{
    public static AwsScope Scope { get; } = new() { Region = "eu-west-2", AccountId = "111122223333" };

    public static LogGroupSettings Logs { get; } = new("arn:key", 365);

    public static EgressRule[] Egress { get; } =
    [
        new("git", "Argo CD reads the platform's repository", new("https://git.example.org"), "git.example.org"),
        new("images", "images of the platform's own", new("https://example.org"), "registry.example.org", "*.cdn.example.org"),
    ];

    public static ClusterVpcArgs Spoke { get; } = new()
    {
        Scope = Scope,
        ClusterName = "tre-dev",
        Range = IPNetwork.Parse("10.0.64.0/18"),
        Zones = ["a", "b"],
        HasNatPerZone = true,
        HasFirewall = true,
        IsProtected = true,
        Egress = Egress,
        Domains = ["dev.tre.example.org"],
        Buckets = ["tre-backups"],
        Logs = Logs,
    };

    /// <summary>Inputs of what was asked for of a type, by resource name.</summary>
    public static Dictionary<string, IReadOnlyDictionary<string, object>> Inputs(this ResourceGraph graph, string type) =>
        graph.Requests.Values
        .Where(request => request.Type == type)
        .ToDictionary(request => request.Name!, IReadOnlyDictionary<string, object> (request) => request.Inputs);

    /// <summary>The routes, as <c>table: destination target</c>.</summary>
    public static string[] Routes(this ResourceGraph graph) =>
    [
        .. graph.Inputs("aws:ec2/route:Route").Values.Select(route =>
        {
            var target = route.Single(input => input.Key is not ("routeTableId" or "destinationCidrBlock"));
            return $"{route["routeTableId"]}: {route["destinationCidrBlock"]} {target.Key} {target.Value}";
        }).Order(StringComparer.Ordinal),
    ];
}
