using System.Text;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Admission policy of a registrar: what it may write into Argo CD's namespace.</summary>
/// <remarks>
/// A cluster Secret is more than data. Argo CD runs the program that its <c>config</c> names, and sends its own identity to the server that
/// it names. So the policy accepts the forms that <see cref="ClusterConnection"/> writes: a token, the program of Argo CD itself, and
/// identities only for API servers that Amazon and Microsoft run.
/// </remarks>
internal static class RegistrarPolicy
{
    // The object that a request names, also if it deletes it.
    private const string Subject = "(request.operation == 'DELETE' ? oldObject : object)";

    private const string IsRegistration =
        "object.type == 'Opaque' && has(object.metadata.labels)"
        + " && 'argocd.argoproj.io/secret-type' in object.metadata.labels"
        + " && object.metadata.labels['argocd.argoproj.io/secret-type'] == 'cluster'"
        + $" && '{ClusterLabels.Vendor}' in object.metadata.labels && '{ClusterLabels.Environment}' in object.metadata.labels"
        + $" && object.metadata.name == 'cluster-' + object.metadata.labels['{ClusterLabels.Vendor}']"
        + $" + '-' + object.metadata.labels['{ClusterLabels.Environment}']";

    private const string HasPlainData =
        "has(object.data) && size(object.data) == 3 && ['name', 'server', 'config'].all(key, key in object.data)";

    private const string TokenConfig = "{\"bearerToken\":\"";

    private const string AzureConfig = """{"execProviderConfig":{"command":"argocd-k8s-auth","args":["azure"],""";

    private const string AwsConfig = """{"awsAuthConfig":{""";

    /// <summary>Returns the policy.</summary>
    /// <param name="args">Inputs of the access.</param>
    /// <param name="account">Name of the registrar's ServiceAccount.</param>
    public static AdmissionPolicyArgs For(RegistrarAccessArgs args, string account) => new()
    {
        PolicyName = account,
        Namespace = args.Namespace,
        DependsOn = args.DependsOn,
        Rules =
        [
            new("", ["secrets", "configmaps"], "CREATE", "UPDATE", "DELETE"),
            new("coordination.k8s.io", ["leases"], "CREATE", "UPDATE", "DELETE"),
        ],
        Conditions = new Dictionary<string, Input<string>>
        {
            ["the-registrar"] = args.Namespace.Apply(@namespace =>
                $"request.userInfo.username == 'system:serviceaccount:{@namespace}:{account}'"),
        },
        Validations =
        [
            new(
                "request.resource.resource == 'configmaps' || "
                + $"{Subject}.metadata.name in [{List(args.Clusters.Select(key => key.ObjectName))}]",
                $"{args.Stack} registers only {string.Join(", ", args.Clusters)}"),
            OfSecret(IsRegistration, "a registration is an Opaque Secret with the labels of a cluster, and those of its own name"),
            OfSecret(HasPlainData, "a registration has the data name, server and config, and nothing else"),
            OfSecret(
                $"!(object.data['name'] in [{List(args.ReservedNames.Append(ClusterConnection.InCluster.Name).Select(Base64))}])",
                "the name of the cluster belongs to the stack of Argo CD; choose another platform name"),
            OfSecret(IsPlainText, "the connection is not plain ASCII text without backslashes; run one version in both stacks"),
            // Argo CD cuts slashes at the end of the address, and uses its own account there if the connection has no credential.
            OfSecret(
                $"{Lacks("object.data['server']", "kubernetes.default")} && {Lacks("object.data['config']", "proxyUrl")}",
                "the connection leads to the cluster of Argo CD, or through a proxy; register your own cluster, without a proxy"),
            OfSecret(IsConnection(), "the connection has none of the forms that K8tre.Infra writes; run one version in both stacks"),
            new(
                $"request.resource.resource != 'configmaps' || (request.operation == 'UPDATE' && ({OwnLines(args)}))",
                $"{args.Stack} writes only its own lines of {Dependants.ListName}"),
        ],
    };

    private static readonly string IsPlainText =
        $"!object.data['config'].matches('{Base64Pattern.NonAscii}') && {Lacks("object.data['config']", "\\")}";

    // JSON in Go accepts escapes, other cases of a key, and a key that is repeated: the last one counts.
    private static string IsConnection()
    {
        const string config = "object.data['config']", server = "object.data['server']";
        var token = $"{Starts(config, TokenConfig)} && {Lacks(config, "execProvider")} && {Lacks(config, "awsAuth")}";
        var azure = $"{Starts(config, AzureConfig)} && {Lacks(config, "execProvider", AzureConfig)}"
            + $" && {Lacks(config, "\"command\"", AzureConfig)} && {Lacks(config, "\"args\"", AzureConfig)}"
            + $" && {Lacks(config, "awsAuth")} && {IsOn(".azmk8s.io", ".azmk8s.io:443")}";
        var aws = $"{Starts(config, AwsConfig)} && {Lacks(config, "execProvider")}"
            + $" && {IsOn(".eks.amazonaws.com", ".eks.amazonaws.com:443")}";
        return $"({token}) || ({azure}) || ({aws})";

        // The host ends with the domain: no slash, question mark, number sign or at sign follows the scheme.
        string IsOn(params string[] endings) =>
            $"{Starts(server, "https://")} && ({string.Join(" || ", endings.Select(Ends))})"
            + string.Concat("/?#@\\".Select(sign => $" && {Lacks(server, $"{sign}", "https://")}"));

        static string Ends(string text) => $"{server}.matches('{Base64Pattern.EndingWith(text)}')";
    }

    private static string Starts(string data, string text) => $"{data}.matches('{Base64Pattern.StartingWith(text)}')";

    private static string Lacks(string data, string text, string after = "") =>
        $"!{data}.matches('{Base64Pattern.Containing(text, after.Length)}')";

    // A line that is added, changed or removed has a key of the stack's own clusters, and the stack as its value.
    private static string OwnLines(RegistrarAccessArgs args)
    {
        const string now = "(has(object.data) ? object.data : {})", before = "(has(oldObject.data) ? oldObject.data : {})";
        var own = $"[{List(args.Clusters.Select(key => $"{key}"))}]";
        return $"{before}.all(key, key in {own} || (key in {now} && {now}[key] == {before}[key]))"
            + $" && {now}.all(key, key in {own} ? {now}[key] == '{args.Stack}' : key in {before})";
    }

    private static AdmissionValidation OfSecret(string expression, string message) => new(
        $"request.resource.resource != 'secrets' || request.operation == 'DELETE' || ({expression})", message);

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"'{text}'"));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
