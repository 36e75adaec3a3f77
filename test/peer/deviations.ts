/** What the peer does otherwise than AWS, and the tests of the contract suite that show it. */
export interface Deviation {
  /** What AWS does, and what the peer does instead. */
  readonly reason: string;
  /** How its tests fail: one that fails in another way is not explained by the reason. */
  readonly failure: RegExp;
  /** Where the same is seen to work elsewhere: a file, ` > `, and a test's title. */
  readonly coveredBy?: string;
  /** Titles of tests by file of test/contract, without its `.test.ts`. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
}

const ACCEPTED = /^Error: promise resolved/;
const DIFFERENT = /^(Assertion)?Error: expected /;

/**
 * MiniStack 1.4.21, all that it is known to get wrong. A test that is named here has to fail on it: one that
 * passes means that the peer learned it, and the row goes.
 */
export const DEVIATIONS: readonly Deviation[] = [
  {
    reason:
      'Lambda refuses with ValidationException what breaks a constraint of its API model (ranges, patterns, lengths, required members); MiniStack checks none and creates or changes the function',
    failure: ACCEPTED,
    tests: {
      'create-alias': ['refuses a number as the name'],
      'create-function': [
        'refuses { MemorySize: 64 }',
        'refuses { MemorySize: 40000 }',
        'refuses { Timeout: 0 }',
        'refuses { Timeout: 901 }',
        'refuses { EphemeralStorage: { Size: 511 } }',
        'refuses { EphemeralStorage: { Size: 10241 } }',
        "refuses { Role: 'me' }",
        'refuses { Role: undefined }',
        'refuses { Architectures: [Array] }',
        'refuses all that is wrong at once',
        'refuses more memory than Lambda has',
        'refuses a name with other characters, or longer than 64',
      ],
      'update-function-configuration': ['refuses sizes out of range'],
    },
  },
  {
    reason:
      'Lambda refuses with InvalidParameterValueException a zip without handler, a runtime that is deprecated or unknown, code that is missing or no zip, variables of its own, and log levels with text logs; MiniStack creates the function',
    failure: ACCEPTED,
    tests: {
      'create-function': [
        'refuses a zip without handler or runtime',
        'refuses a runtime that is deprecated',
        'refuses a runtime that never was',
        'refuses code that is not a zip',
        'refuses no code, and an object that is not there',
        "refuses variables that are Lambda's own",
        'refuses log levels with text logs',
      ],
    },
  },
  {
    reason: 'Lambda limits the environment to 4 KB; MiniStack takes any',
    failure: DIFFERENT,
    tests: { 'create-function': ['refuses an environment over 4 KB, without repeating it'] },
  },
  {
    reason:
      'Lambda refuses tags with keys of AWS, with other characters, and more than 50; MiniStack stores them',
    failure: ACCEPTED,
    tests: {
      'create-function': [
        "refuses the tags { 'aws:owner': 'x' }, and creates nothing",
        "refuses the tags { price: '5$' }, and creates nothing",
        "refuses the tags { tag0: '', tag1: '', tag2: '', …(48) }, and creates nothing",
      ],
      'tag-resource': [
        'refuses keys of AWS and characters that are not allowed, and puts none of the tags',
        'refuses the 51st tag',
      ],
    },
  },
  {
    reason:
      'Lambda has tags of functions only, not of versions; MiniStack answers for a version with the tags of its function',
    failure: ACCEPTED,
    tests: { 'list-tags': ['refuses a version, and a function that is not there'] },
  },
  {
    reason: 'Lambda leaves Tags out where there are none; MiniStack gives an empty object',
    failure: DIFFERENT,
    tests: { 'get-function': ['shows no tags where there are none'] },
  },
  {
    reason: 'Lambda takes the name out of an ARN; MiniStack creates a function whose name is the ARN',
    failure: DIFFERENT,
    tests: { 'create-function': ['takes an ARN as the name'] },
  },
  {
    reason:
      'Lambda takes <account>:function:<name> as a partial ARN; MiniStack takes the account for the name',
    failure: /^ResourceNotFoundException: Function not found: \S+:function:000000000000\s/,
    tests: {
      'get-function': ['takes a name, a partial ARN and an ARN, with the qualifier in it or beside it'],
    },
  },
  {
    reason:
      'Lambda says which region a function cannot be reached from, and that two qualifiers differ; MiniStack looks such a name up and finds nothing',
    failure: DIFFERENT,
    tests: {
      'get-function': ['refuses two qualifiers that differ', 'refuses a function of another region'],
    },
  },
  {
    reason:
      'Lambda gives an ARN with the qualifier that was asked for, and lists versions by their own ARNs; MiniStack leaves the qualifier out, or puts the version of an alias in its place',
    failure: DIFFERENT,
    tests: {
      'get-function': ['shows a qualifier in the ARN only where one was given'],
      'list-versions-by-function': ['gives each its ARN'],
      'publish-version': ['leaves a version that an alias points to untouched by later changes'],
      'update-function-code': ['publishes when asked to'],
    },
  },
  {
    reason:
      'Lambda keeps $LATEST beside the versions; MiniStack writes the number of a version that was published with the function over it',
    failure: DIFFERENT,
    tests: { 'delete-function': ['deletes one version'] },
  },
  {
    reason: "Lambda's sentence is another one; class and status are right",
    failure: DIFFERENT,
    tests: {
      'create-alias': ['refuses an alias that is there already'],
      'delete-function': ['refuses a version that an alias points to'],
      'get-alias': ['refuses an alias that is not there'],
      'get-function': ['refuses a version and an alias that are not there, and names them'],
    },
  },
  {
    reason: 'Lambda makes no alias for a version that is not there; MiniStack does',
    failure: ACCEPTED,
    tests: { 'create-alias': ['refuses a version that is not there'] },
  },
  {
    reason:
      'Lambda answers 204 to the deletion of an alias that is not there; MiniStack says that it is not there',
    failure: /^ResourceNotFoundException: Alias not found: /,
    tests: { 'delete-alias': ['has nothing against an alias that is not there'] },
  },
  {
    reason: 'Lambda lists the aliases of one version when asked to; MiniStack lists all',
    failure: DIFFERENT,
    tests: { 'list-aliases': ['lists all, or those of one version'] },
  },
  {
    reason: 'Lambda lists every version with FunctionVersion ALL; MiniStack lists functions only',
    failure: DIFFERENT,
    tests: { 'list-functions': ['lists versions too when asked for all'] },
  },
  {
    reason: 'Lambda deletes no $LATEST alone; MiniStack deletes the function',
    failure: ACCEPTED,
    tests: { 'delete-function': ['refuses $LATEST alone'] },
  },
  {
    reason: 'the tagging API gives ResourcesPerPage a page; MiniStack gives all at once',
    failure: DIFFERENT,
    tests: { 'get-resources': ['goes page by page'] },
  },
  {
    reason: 'PublishVersion creates nothing when nothing changed; MiniStack always makes a new version',
    failure: DIFFERENT,
    tests: { 'publish-version': ['creates nothing when nothing changed, whatever the description'] },
  },
  {
    reason:
      'RevisionId and CodeSha256 are guards (412, 400); MiniStack ignores them, and changes what it was told not to',
    failure: ACCEPTED,
    tests: {
      'publish-version': ['refuses other code and another revision'],
      'update-alias': ['refuses another revision'],
      'update-function-code': ['refuses another revision'],
      'update-function-configuration': ['refuses another revision, and changes nothing'],
    },
  },
  {
    reason:
      'Lambda gives another version of an alias the share that RoutingConfig says, and refuses what can be none; MiniStack keeps it, invokes the one version and checks nothing',
    failure: /^Error: promise resolved|^AssertionError: expected /,
    tests: {
      'update-alias': [
        'gives another version a share of the invocations, and takes it away again',
        'refuses a share of its own version',
        'refuses a share of a version that is not there',
        'refuses a share that is over 1',
      ],
    },
  },
  {
    reason:
      'UpdateFunctionCode takes Architectures, only together with code, and changes nothing in a dry run; MiniStack ignores Architectures and DryRun',
    failure: /^Error: promise resolved|^AssertionError: expected /,
    tests: {
      'update-function-code': [
        'changes the architecture with the same code',
        'changes nothing in a dry run',
        'refuses an architecture without code',
      ],
    },
  },
  {
    reason:
      'Lambda leaves Environment.Variables out when the last one is gone; MiniStack gives an empty object',
    failure: DIFFERENT,
    tests: { 'update-function-configuration': ['replaces the environment as a whole'] },
  },
  {
    reason:
      'Lambda merges LoggingConfig and fills in the levels of JSON logs; MiniStack keeps what the last request said and nothing else',
    failure: DIFFERENT,
    tests: {
      'create-function': ['logs from INFO on where JSON logs were given without a level'],
      'update-function-configuration': [
        'merges the logging configuration, and drops the levels with text logs',
      ],
    },
  },
  {
    reason:
      "Lambda's context tells a function its memory size, its version, the ARN that was invoked and the client context; MiniStack's Node worker tells it 128, nothing, an empty text and nothing",
    failure: DIFFERENT,
    tests: {
      invoke: [
        'tells the function its memory size, its version and the ARN that was asked for',
        'tells the function the version that runs, and the ARN with the alias',
        'passes the client context on',
      ],
    },
  },
  {
    reason: 'Lambda takes any JSON value as the event; MiniStack only an object',
    failure: DIFFERENT,
    tests: {
      invoke: ['takes a list as the payload', 'takes text as the payload', 'takes null as the payload'],
    },
  },
  {
    reason:
      'Lambda refuses a payload that is not JSON (400) and one over 6 MB (413); MiniStack invokes with it',
    failure: ACCEPTED,
    tests: { invoke: ['refuses a payload that is not JSON', 'refuses a payload over 6 MB'] },
  },
  {
    reason:
      'Lambda ends the log of an invocation with its report line; MiniStack gives only what the handler printed',
    failure: DIFFERENT,
    tests: {
      invoke: [
        'gives the log with its report line, for the request that it names',
        'gives the last 4,096 bytes of a longer log, cut where it falls',
      ],
    },
  },
  {
    reason:
      "Step Functions' sentences are others (Execution Does Not Exist, Execution Already Exists, State Machine Does Not Exist); class and status are right",
    failure: DIFFERENT,
    tests: {
      'describe-execution': ['refuses an execution that is not there'],
      'start-execution': [
        'refuses a name that is taken by an execution with another input',
        'refuses a state machine that is not there',
      ],
    },
  },
  {
    reason:
      'StartExecution refuses names with other characters and an input that is not JSON; MiniStack starts the execution',
    failure: ACCEPTED,
    tests: {
      'start-execution': ['refuses a name with other characters', 'refuses an input that is not JSON'],
    },
  },
  {
    reason:
      'StartExecution gives the execution that runs when name and input are its own; MiniStack says that it exists already',
    failure: /^ExecutionAlreadyExists: /,
    tests: {
      'start-execution': ['starts no second one for the same name and input while the first runs'],
    },
  },
  {
    reason:
      'an execution that failed has error and cause and no output; MiniStack repeats both as the output',
    failure: DIFFERENT,
    tests: { 'describe-execution': ['shows error and cause of one that failed, and no output'] },
  },
  {
    reason:
      'Step Functions shows the error and the cause of an abort with the execution; MiniStack only in its history',
    failure: DIFFERENT,
    tests: { 'stop-execution': ['keeps the error and the cause that are given'] },
  },
  {
    reason:
      'GetExecutionHistory goes on with nextToken, and leaves data out when asked to; MiniStack cuts at maxResults without a token, and always shows the data',
    failure: DIFFERENT,
    tests: {
      'get-execution-history': [
        'goes backwards and page by page',
        'leaves inputs and outputs out when asked to',
      ],
    },
  },
  {
    reason:
      "Lambda takes a layer's ARN for its name; MiniStack makes or looks for a layer whose name is the ARN",
    failure:
      /^(Assertion)?Error: expected |^ResourceNotFoundException: The resource you|^ValidationException: Value 'arn:\S+:layer:arn:/,
    tests: {
      'delete-layer-version': ['deletes a version, whose number is never given again'],
      'get-layer-version': ['gives what was published, and a link from which the very zip comes'],
      'get-layer-version-by-arn': ['gives the version that the ARN names'],
      'publish-layer-version': ['makes another version each time, even of the same content'],
      'update-function-configuration': ['refuses two versions of one layer, and more than five layers'],
    },
  },
  {
    reason:
      'Lambda refuses a layer with other characters in its name and one that is no zip; MiniStack publishes it',
    failure: ACCEPTED,
    tests: {
      'publish-layer-version': ['refuses a name with other characters', 'refuses content that is not a zip'],
    },
  },
  {
    reason: 'Lambda leaves Layers out when the last one is gone; MiniStack gives an empty list',
    failure: DIFFERENT,
    tests: {
      'update-function-configuration': [
        'replaces the layers as a whole, in the order in which they are given',
      ],
    },
  },
  {
    reason:
      'Lambda keeps SnapStart, and refuses it for runtimes without it; MiniStack answers None and takes any runtime',
    failure: /^Error: promise resolved|^AssertionError: expected /,
    tests: {
      'create-function': [
        'keeps SnapStart, which is never on for $LATEST',
        'refuses SnapStart for a runtime that does not have it',
      ],
      'snap-start': ['has its first version from its creation on, and the next one after a change'],
    },
  },
  {
    reason:
      'Lambda refuses to invoke or delete a function that is Pending, and to change one whose update is in progress (409); MiniStack refuses nothing, and shows a function as Pending while it is updated',
    failure: /^Error: promise resolved|^AssertionError: expected /,
    tests: {
      'function-states': [
        'is Pending, and refuses to be invoked and deleted',
        'is in progress, changes the revision twice, and lets nothing else change the function',
      ],
    },
  },
  {
    reason:
      'Lambda holds a function to its reserved concurrency (429), and refuses one that is negative or more than the account has; MiniStack keeps the number and uses it for nothing here',
    failure: ACCEPTED,
    tests: {
      'put-function-concurrency': [
        'switches a function off with none',
        'refuses more than the account can spare',
        'refuses a negative reservation, and a function that is not there',
      ],
    },
  },
  {
    reason:
      'Lambda refuses an event over 1 MB, a durable function without qualifier and a function for tenants without a tenant; MiniStack invokes',
    failure: ACCEPTED,
    tests: {
      invoke: [
        'refuses an event over 1 MB',
        'refuses a durable function without a qualifier',
        'refuses a function for tenants without a tenant',
      ],
    },
  },
  {
    reason:
      'S3 answers 404 to a deletion with If-Match where there is no object; MiniStack says that it was deleted',
    failure: ACCEPTED,
    tests: { 'delete-object': ['refuses If-Match where nothing is there'] },
  },
  {
    reason:
      'S3 says that a list of no keys is all that was asked for, and refuses a token of which it knows nothing; MiniStack says that there are more, and starts again from the first key',
    failure: /^Error: promise resolved|^AssertionError: expected /,
    tests: {
      'list-objects-v2': [
        'gives no keys when none are asked for, and says that this is all',
        'refuses a token that no answer gave',
      ],
    },
  },
  {
    reason:
      'CloudWatch Logs refuses names with other characters or longer than 512, and more than 50 groups a page; MiniStack takes them',
    failure: ACCEPTED,
    tests: {
      'create-log-group': ['refuses other characters', 'refuses more than 512 characters'],
      'describe-log-groups': ['refuses more than 50 a page'],
    },
  },
  {
    reason: "CloudWatch Logs' sentences are others; class and status are right",
    failure: DIFFERENT,
    tests: {
      'create-log-group': ['refuses a group that is there already'],
      'delete-log-group': ['refuses a group that is not there, as all that is asked of one is'],
    },
  },
  {
    reason:
      'Lambda logs an invocation under the request id that its caller gets, and names the function in the log streams of a group that it was given; MiniStack logs it under another id, and does not',
    failure: DIFFERENT,
    tests: {
      'filter-log-events': [
        'finds the lines of an invocation by its request id, in the group that Lambda makes for a function',
        'says of each event when it was, and in which log stream',
      ],
    },
  },
  {
    reason:
      'FilterLogEvents heeds the case of a term, and goes on with nextToken; MiniStack does not heed it, and cuts at limit without a token',
    failure: /^Error: promise resolved|^AssertionError: expected /,
    tests: {
      'filter-log-events': [
        'finds what a function printed, in the group that it was given',
        'goes page by page, each event once',
        'refuses a token that no answer gave',
      ],
    },
  },
  {
    reason:
      "EventBridge says of each entry without a source, a detail type or a detail, with a detail that is no object, or with a source of AWS's, that it failed; MiniStack takes any",
    failure: DIFFERENT,
    tests: {
      'put-events': [
        'fails for an entry without Source',
        'fails for an entry without DetailType',
        'fails for an entry without Detail',
        'fails for the detail "no JSON"',
        'fails for the detail "[1]"',
        'fails for the detail "\\"text\\""',
        'fails for the detail "{\\"a\\":"',
        "fails for a source of AWS's own",
      ],
    },
  },
  {
    reason:
      'EventBridge refuses a request without entries, and SNS a message that is empty and a subject that is longer than 100 characters, not ASCII or of several lines; MiniStack takes them',
    failure: ACCEPTED,
    tests: {
      'put-events': ['refuses no entries'],
      publish: [
        'refuses a subject of 101 characters',
        'refuses a subject with a line break',
        'refuses a subject with other characters than ASCII',
        'refuses an empty message',
      ],
    },
  },
  {
    reason:
      "Lambda refuses a container image that is not there, one with a handler, and one for a function of a zip; MiniStack takes any, and makes the zip's function one of an image",
    failure: ACCEPTED,
    tests: {
      'create-function': [
        'refuses a container image with runtime, handler or layers, and one that is not there',
      ],
      'update-function-code': ['refuses a container image for a function of a zip'],
    },
  },
  {
    reason:
      'Lambda has a runtime management configuration of each version; MiniStack has none, and shows an empty ARN of the runtime, in lists too',
    failure: /^ResourceNotFoundException: Function not found: |^(Assertion)?Error: expected /,
    tests: {
      'put-runtime-management-config': [
        'leaves a function to automatic updates until it is told otherwise',
        'updates with the function, or pins the runtime',
        'is of each version',
        'is not shown by lists',
        'refuses to pin without saying to what, and a runtime that is no ARN',
      ],
    },
  },
  {
    reason:
      'EventBridge Scheduler refuses expressions, time zones, windows, beginnings and names that can not be; MiniStack keeps them',
    failure: ACCEPTED,
    tests: {
      'create-schedule': [
        'refuses a name that is too long',
        'refuses an expression that is none',
        'refuses the five fields of Unix',
        'refuses a rate without its plural',
        'refuses a time zone that there is none of',
        'refuses a window without its length',
        'refuses a window of more than a day',
        'refuses a beginning that is over',
      ],
      'update-schedule': ['refuses what can not be, and leaves the schedule as it was'],
    },
  },
  {
    reason:
      'EventBridge Scheduler shows the retries of a schedule that says nothing of them, heeds ClientToken and gives pages of schedules; MiniStack shows none, takes a call that comes twice for a second one, and cuts the list without a token',
    failure: /^(Assertion)?Error: expected |^ConflictException: /,
    tests: {
      'create-schedule': [
        'has the retries of AWS where nothing is said of them',
        'makes one schedule of a call that comes twice',
      ],
      'list-schedules': ['goes page by page'],
    },
  },
  {
    reason:
      'Step Functions lists the latest execution first, and refuses to list those of a state machine that is not there; MiniStack lists the oldest first, and then none',
    failure: /^Error: promise resolved|^(Assertion)?Error: expected /,
    tests: {
      'list-executions': [
        'lists the latest first, with their states and times',
        'goes page by page',
        'refuses a state machine that is not there',
      ],
    },
  },
];
