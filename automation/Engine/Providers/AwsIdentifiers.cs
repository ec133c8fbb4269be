namespace K8tre.Automation.Engine.Providers;

/// <summary>Identifiers in the formats of AWS. The account is the example of its documentation.</summary>
internal static class AwsIdentifiers
{
    /// <summary>Account of all simulated resources.</summary>
    public const string Account = "123456789012";

    /// <summary>Region of all simulated resources.</summary>
    public const string Region = "eu-west-2";

    /// <summary>Returns a regional ARN.</summary>
    public static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";

    /// <summary>Assigns an id of a prefix and 17 hexadecimal digits, as EC2 and other services do.</summary>
    public static void AddNumberedId(SimulatedResource resource, string prefix)
        => resource.Id = $"{prefix}-{resource.Values.Hex("id", 17)}";

    /// <summary>Assigns an ARN, which is also the id.</summary>
    public static void AddArnId(SimulatedResource resource, string arn)
    {
        resource.Id = arn;
        resource.Add("arn", arn);
    }
}
